"""Dates as people write them, spreadsheet serials, working days, and the periods that reports are made for."""

from neiqin_xl.dates.periods import Period, cut_month, month_of, parse_period, period_of, week_of
from neiqin_xl.dates.republic import names_the_republic, read_year_of_the_republic
from neiqin_xl.dates.serials import datetime_from_serial, from_serial
from neiqin_xl.dates.working import is_working_day, knows_holidays_of
from neiqin_xl.dates.written import is_ambiguous_date, names_a_month, read_date, read_datetime

__all__ = [
    "Period",
    "cut_month",
    "datetime_from_serial",
    "from_serial",
    "is_ambiguous_date",
    "is_working_day",
    "knows_holidays_of",
    "month_of",
    "names_a_month",
    "names_the_republic",
    "parse_period",
    "period_of",
    "read_date",
    "read_datetime",
    "read_year_of_the_republic",
    "week_of",
]
