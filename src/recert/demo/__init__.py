"""A believable population for looking around: invented people, dated relative to the day it is loaded."""
