"""The web app: segments for people who do not write queries.

It knows the library; the library never knows it. Each folder is a slice of the product with its pages, forms and texts, which can be deleted with
`rm -r`.
"""

from __future__ import annotations

from doelgroep.messages import register

register("doelgroep_web.messages")
