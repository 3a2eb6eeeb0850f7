"""Questions in the formats of other programs: GIFT in and out, QTI 2.1 out."""
