"""RFM in pandas as the field writes it: python pandas_script.py INPUT OUTPUT"""

import sys

import pandas as pd

source, target = sys.argv[1:3]

if source.endswith(".parquet"):
    df = pd.read_parquet(source)
    df["sale_date"] = pd.to_datetime(df["sale_date"])
    df["revenue"] = df["revenue"].astype(float)
else:
    df = pd.read_csv(source, parse_dates=["sale_date"])

snapshot_date = df["sale_date"].max() + pd.Timedelta(days=1)

rfm = df.groupby("customer_id").agg(
    last_sale=("sale_date", "max"),
    frequency=("sale_date", "count"),
    monetary=("revenue", "sum"),
)
rfm["recency"] = (snapshot_date - rfm["last_sale"]).dt.days
rfm["monetary"] = rfm["monetary"].round(2)

rfm["R_score"] = pd.qcut(rfm["recency"], 5, labels=[5, 4, 3, 2, 1]).astype(int)
rfm["F_score"] = pd.qcut(rfm["frequency"], 5, labels=[1, 2, 3, 4, 5]).astype(int)
rfm["M_score"] = pd.qcut(rfm["monetary"], 5, labels=[1, 2, 3, 4, 5]).astype(int)


def label(row):
    if row["R_score"] >= 4 and row["F_score"] >= 4 and row["M_score"] >= 4:
        return "Champions"
    if row["F_score"] >= 4:
        return "Loyal Customers"
    if row["R_score"] >= 4:
        return "Potential Loyalists"
    if row["R_score"] <= 2 and row["F_score"] >= 3:
        return "At Risk"
    return "Others"


rfm["segment"] = rfm.apply(label, axis=1)

columns = ["recency", "frequency", "monetary", "R_score", "F_score", "M_score", "segment"]
rfm[columns].to_csv(target)
