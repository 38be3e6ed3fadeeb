"""RFM of a PostgreSQL table in pandas as the field writes it: python pandas_postgres.py URL SCHEMA"""

import sys

import pandas as pd
from sqlalchemy import create_engine

url, schema = sys.argv[1:3]
engine = create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))

df = pd.read_sql("SELECT customer_id, sale_date, revenue FROM fact_sales", engine, parse_dates=["sale_date"])

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
rfm[columns].to_sql("customer_rfm", engine, schema=schema, if_exists="replace", chunksize=10_000)
