"""The API's OpenAPI document as one page that needs nothing but itself."""
