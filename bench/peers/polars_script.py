"""RFM in Polars, tuned: lazy scan, streaming engine, exact decimals. python polars_script.py INPUT OUTPUT"""

import sys

import polars as pl

source, target = sys.argv[1:3]

if source.endswith(".parquet"):
    sales = pl.scan_parquet(source)
else:
    types = {"sale_id": pl.Int64, "customer_id": pl.Int64, "sale_date": pl.Date, "revenue": pl.Decimal(18, 2)}
    sales = pl.scan_csv(source, schema=types)

metrics = (
    sales.group_by("customer_id")
    .agg(
        last_sale=pl.col("sale_date").max(),
        frequency=pl.len(),
        monetary=pl.col("revenue").sum(),
    )
    .collect(engine="streaming")
)


def cuts_below(name):
    """How many of the four quintile cutpoints, each the lower order statistic, lie below the value."""
    cuts = [pl.col(name).quantile(share, interpolation="lower") for share in (0.2, 0.4, 0.6, 0.8)]
    return pl.sum_horizontal((pl.col(name) > cut).cast(pl.Int8) for cut in cuts)


r, f, m = pl.col("R_score"), pl.col("F_score"), pl.col("M_score")
segment = (
    pl.when((r >= 4) & (f >= 4) & (m >= 4)).then(pl.lit("Champions"))
    .when(f >= 4).then(pl.lit("Loyal Customers"))
    .when(r >= 4).then(pl.lit("Potential Loyalists"))
    .when((r <= 2) & (f >= 3)).then(pl.lit("At Risk"))
    .otherwise(pl.lit("Others"))
)
recency = (pl.col("last_sale").max() - pl.col("last_sale")).dt.total_days() + 1

(
    metrics.lazy()
    .select("customer_id", recency.alias("recency"), "frequency", "monetary")
    .with_columns(
        R_score=5 - cuts_below("recency"),
        F_score=1 + cuts_below("frequency"),
        M_score=1 + cuts_below("monetary"),
    )
    .with_columns(segment=segment)
    .sort("customer_id")
    .collect()
    .write_csv(target)
)
