"""As much of an OpenAPI 3.1 document as a page tells of."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Method: TypeAlias = Literal["get", "put", "post", "delete", "patch"]
JSON: Final = "application/json"


class Part(BaseModel):
    """What isn't read is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Schema(Part):
    ref: str = Field("", alias="$ref")
    type: str | tuple[str, ...] = ""
    format: str = ""
    description: str = ""
    const: JsonValue = None
    enum: tuple[JsonValue, ...] = ()
    any_of: "tuple[Schema, ...]" = Field((), alias="anyOf")
    one_of: "tuple[Schema, ...]" = Field((), alias="oneOf")
    all_of: "tuple[Schema, ...]" = Field((), alias="allOf")
    items: "Schema | None" = None
    properties: "Mapping[str, Schema]" = {}
    pattern_properties: "Mapping[str, Schema]" = Field({}, alias="patternProperties")
    additional_properties: "Schema | bool" = Field(default=True, alias="additionalProperties")
    required: tuple[str, ...] = ()
    default: JsonValue = None
    examples: tuple[JsonValue, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = Field(None, alias="minLength")
    max_length: int | None = Field(None, alias="maxLength")
    max_items: int | None = Field(None, alias="maxItems")
    max_properties: int | None = Field(None, alias="maxProperties")

    @property
    def name(self) -> str:
        """Of the schema that it refers to."""
        return self.ref.rpartition("/")[2]


class Example(Part):
    summary: str = ""
    value: JsonValue = None


class Media(Part):
    schema_: Schema = Field(Schema(), alias="schema")
    example: JsonValue = None
    examples: Mapping[str, Example] = {}


class Parameter(Part):
    name: str
    place: str = Field(alias="in")
    required: bool = False
    description: str = ""
    schema_: Schema = Field(Schema(), alias="schema")


class Header(Part):
    description: str = ""


class RequestBody(Part):
    description: str = ""
    required: bool = False
    content: Mapping[str, Media]


class Response(Part):
    description: str
    headers: Mapping[str, Header] = {}
    content: Mapping[str, Media] = {}


class Operation(Part):
    operation_id: str = Field(alias="operationId")
    tags: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    request_body: RequestBody | None = Field(None, alias="requestBody")
    responses: Mapping[str, Response]


class Info(Part):
    title: str
    version: str
    description: str = ""


class Tag(Part):
    name: str
    description: str = ""


class Components(Part):
    schemas: Mapping[str, Schema]


class Document(Part):
    info: Info
    paths: Mapping[str, Mapping[Method, Operation]]
    webhooks: Mapping[str, Mapping[Method, Operation]] = {}
    tags: tuple[Tag, ...] = ()
    components: Components
