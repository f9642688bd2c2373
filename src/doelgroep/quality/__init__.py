"""What the data are like: how full each field is and how its values are spread, what is wrong, and what comes too late.

Measuring looks at every table once per edition of its data and is kept in the workspace (`quality.json`), so that asking again costs nothing:
`tables` says what there is to measure and in which edition, `measuring` does it with `fields`, `distributions` and the findings, `kept` keeps it,
`rhythm` and `arrivals` say what is late, and `told` puts findings into sentences.
"""
