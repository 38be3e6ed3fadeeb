"""RFM in pandas, tuned: Arrow reads and writes, labels are arrays. python pandas_tuned.py INPUT OUTPUT"""

import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

source, target = sys.argv[1:3]
types = {"customer_id": pa.int64(), "sale_date": pa.date32(), "revenue": pa.float64()}

if source.endswith(".parquet"):
    sales = pa.parquet.read_table(source, columns=list(types))
    # a decimal would become a Python object per row
    sales = sales.set_column(2, "revenue", pc.cast(sales["revenue"], pa.float64()))
else:
    # read_csv(engine="pyarrow") makes a Python object of every date; the reader itself does not
    options = pa.csv.ConvertOptions(include_columns=list(types), column_types=types)
    sales = pa.csv.read_csv(source, convert_options=options)

df = sales.to_pandas(date_as_object=False, split_blocks=True, self_destruct=True)
del sales

rfm = df.groupby("customer_id").agg(
    last_sale=("sale_date", "max"),
    frequency=("sale_date", "size"),
    monetary=("revenue", "sum"),
)
rfm["recency"] = (rfm["last_sale"].max() + pd.Timedelta(days=1) - rfm["last_sale"]).dt.days
rfm["monetary"] = rfm["monetary"].round(2)

rfm["R_score"] = 5 - pd.qcut(rfm["recency"], 5, labels=False)
rfm["F_score"] = 1 + pd.qcut(rfm["frequency"], 5, labels=False)
rfm["M_score"] = 1 + pd.qcut(rfm["monetary"], 5, labels=False)

r, f, m = (rfm[name].to_numpy() for name in ("R_score", "F_score", "M_score"))
rfm["segment"] = np.select(
    [(r >= 4) & (f >= 4) & (m >= 4), f >= 4, r >= 4, (r <= 2) & (f >= 3)],
    ["Champions", "Loyal Customers", "Potential Loyalists", "At Risk"],
    "Others",
)

columns = ["customer_id", "recency", "frequency", "monetary", "R_score", "F_score", "M_score", "segment"]
result = pa.Table.from_pandas(rfm.reset_index()[columns], preserve_index=False)
pa.csv.write_csv(result, target, pa.csv.WriteOptions(quoting_style="none"))
