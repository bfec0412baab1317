"""The release gate: nothing of one customer leaves in a paper for another.

What a report hands over as a paper for customers (`Paper.customers`) is written to a temporary place, reopened as the
package that it is, and searched for everything by which any other customer is known. Only when all papers of a run have
passed does the first of them leave.
"""

from neiqin_xl.publish.release.gate import Gate
from neiqin_xl.publish.release.spool import Spool, Spooled

__all__ = ["Gate", "Spool", "Spooled"]
