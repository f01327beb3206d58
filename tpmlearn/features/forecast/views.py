"""The page of the forecast, which saves nothing."""

from flask import Blueprint, render_template

from tpmlearn.features.forecast import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, now, person, person_id
from tpmlearn.web.templating import zone

blueprint = Blueprint("forecast", __name__, template_folder="templates")


@blueprint.get("/plan/forecast")
@audience("anyone")
def forecast() -> str:
    """By when, with what odds."""
    who = person()
    today = now().astimezone(zone(who.time_zone if who else "UTC")).date()
    page = queries.forecast_page(person_id(), current_catalogue(), today=today)
    return render_template("forecast/forecast.html", page=page)
