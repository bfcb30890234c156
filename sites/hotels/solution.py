"""The task done by a script: it proves that every wish can be met with the page alone."""

from playwright.async_api import Page, expect

from sites.hotels.tasks import HotelWish, Preference
from sites.writing import count


async def solve(page: Page, start_url: str, wish: HotelWish) -> None:
    """Book what the wish describes, from the start page to the confirmation."""
    await page.goto(start_url)
    await page.get_by_label("Search the web").fill("hotels")
    await page.get_by_role("button", name="Search").click()
    await page.get_by_role("link", name="Lodgings").click()
    await _search(page, wish)
    await _choose(page, wish.preference)
    await page.get_by_role("link", name="Reserve").click()
    await _fill_in_guest(page, wish)
    await page.get_by_role("button", name="Confirm booking").click()
    await expect(page.get_by_role("heading", name="Booking confirmed")).to_be_visible()


async def _search(page: Page, wish: HotelWish) -> None:
    await page.get_by_label("City").fill(wish.city)
    await page.get_by_label("Check-in").fill(wish.check_in.isoformat())
    await page.get_by_label("Check-out").fill(wish.check_out.isoformat())
    await page.get_by_label("Guests").select_option(label=count(wish.guests, "guest"))
    await page.get_by_role("button", name="Search").click()


async def _choose(page: Page, preference: Preference) -> None:
    if preference is Preference.CHEAPEST:
        await page.get_by_label("Sort by").select_option(label="Price (low to high)")
        await page.wait_for_url("**sort=price**")
    elif preference is Preference.BEST_RATED:
        await page.get_by_label("Sort by").select_option(label="Guest rating (high to low)")
        await page.wait_for_url("**sort=rating**")
    else:
        await page.get_by_label("Breakfast included").check()
        await page.wait_for_url("**breakfast=yes**")
    await page.get_by_role("listitem").get_by_role("link").first.click()


async def _fill_in_guest(page: Page, wish: HotelWish) -> None:
    await page.get_by_label("First name").fill(wish.first_name)
    await page.get_by_label("Last name").fill(wish.last_name)
    await page.get_by_label("Email").fill(wish.email)
    await page.get_by_label("Phone").fill(wish.phone)
    await page.get_by_role("button", name="Continue").click()
