"""scikit-learn on one thread, for `npm run bench -- propensity`: fits on one CSV file, measures on another, prints JSON.

Both models as people use them: one-hot or ordinal encoding and scaling in a pipeline, default settings. As in our own
command, the clock runs for the training alone, after as many first fits on a few rows.
"""

import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

train_path, test_path, separator, target, positive, drop, kind = sys.argv[1:8]


def read(path):
    table = pd.read_csv(path, sep=separator)
    labels = (table[target].astype(str) == positive).astype(int).to_numpy()
    return table.drop(columns=[target] + [name for name in drop.split(",") if name]), labels


def calibration_error(labels, probabilities):
    bins = np.minimum(9, (probabilities * 10).astype(int))
    rows = [bins == one for one in range(10) if (bins == one).any()]
    return sum(row.mean() * abs(labels[row].mean() - probabilities[row].mean()) for row in rows)


features, labels = read(train_path)
test_features, test_labels = read(test_path)
categorical = [name for name in features if not pd.api.types.is_numeric_dtype(features[name]) or features[name].dtype == bool]
numeric = [name for name in features if name not in categorical]


def create():
    if kind == "logistic":
        encode = ColumnTransformer(
            [("n", StandardScaler(), numeric), ("c", OneHotEncoder(handle_unknown="ignore"), categorical)]
        )
        return make_pipeline(encode, LogisticRegression(max_iter=1000))
    ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    encode = ColumnTransformer([("c", ordinal, categorical), ("n", "passthrough", numeric)])
    return make_pipeline(encode, HistGradientBoostingClassifier(random_state=0))


step = max(1, len(features) // 4000)
for _ in range(6):
    create().fit(features.iloc[::step], labels[::step])
model = create()
began = time.perf_counter()
model.fit(features, labels)
seconds = time.perf_counter() - began
probabilities = model.predict_proba(test_features)[:, 1]
print(
    json.dumps(
        {
            "auc": roc_auc_score(test_labels, probabilities),
            "pr_auc": average_precision_score(test_labels, probabilities),
            "brier": brier_score_loss(test_labels, probabilities),
            "accuracy": float(((probabilities >= 0.5) == test_labels).mean()),
            "ece": calibration_error(test_labels, probabilities),
            "fit_seconds": seconds,
            "version": sklearn.__version__,
        }
    )
)
