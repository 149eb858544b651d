"""The rules, one stage after the other: open, gather, value, limit, total, judge, close.

Plain functions over integers. They run as they are for one person, and compiled for a population. Every kind of rule
belongs to exactly one stage.
"""
