using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tests.Reports;

/// <summary>A report with every kind of block and chart.</summary>
internal sealed class SampleReport() : Report("Loan applications", SampleFindings)
{
    private static readonly string[] s_columns = ["income", "age", "loan_amount", "term_months", "interest_rate", "open_accounts", "utilization"];

    public static IReadOnlyList<Finding> SampleFindings { get; } =
    [
        new("PROF012", Severity.Warning, "income", "Column 'income' is missing in 12.4% of rows; impute it with ImputeMissing() or drop the rows."),
        new("PROF031", Severity.Error, "closed_date", "Column 'closed_date' predicts the label almost perfectly (AUC 0.998) and is known only afterwards; leave it out."),
        new("PROF040", Severity.Info, "loan_id", "Column 'loan_id' has a different value in each row; give it its role: data.WithRole(\"loan_id\", ColumnRole.Id).")
        {
            Title = "identifier", Value = 41188, Threshold = 41188, Bound = 12, Remedy = "data.WithRole(\"loan_id\", ColumnRole.Id)",
        },
        new("PROF022", Severity.Warning, "postcode", "4,812 different values, 61% seen once; encode it with a target encoder."),
    ];

    public override string Kind => "sample";

    protected override ReportContent BuildContent() =>
        new ReportBuilder(Title, "41,188 rows, 9 columns, label default (two classes)")
            .Section("Overview")
            .Text("Applications between January and June. The label is unbalanced: one application in nine defaulted.")
            .Facts(
                ("Rows", 41188),
                ("Columns", 9),
                ("Missing cells", ReportCell.Percent(0.0214)),
                ("Duplicate rows", 0),
                ("Label rate", ReportCell.Percent(0.1127)),
                ("Mean income", 48213.457),
                ("Fingerprint", "sha256:9f2c1b7e44d0a8c1"),
                ("Previous version", ReportCell.Empty))
            .Section("Columns")
            .Table(
                [
                    ReportColumn.Text("Column"), ReportColumn.Text("Type"), ReportColumn.Number("Missing", ReportNumberFormat.Percent),
                    ReportColumn.Number("Distinct"), ReportColumn.Text("Spread"), ReportColumn.Number("Mean"), ReportColumn.Number("Skewness"),
                ],
                s_columns.Select((name, i) => (ReportCell[])
                [
                    i == 0 ? ReportCell.Link(name, name) : name, i == 3 ? "whole number" : "number", ReportCell.Bar(i == 0 ? 0.124 : i * 0.013, i == 0 ? 0.124 : i * 0.013),
                    1200 * (i + 1), ReportCell.Bars(Enumerable.Range(0, 8).Select(bin => Math.Exp(-Math.Pow(bin - i, 2) / 8.0))), i == 5 ? double.NaN : 48213.457 / (i + 1), 0.1234567 * (i - 3),
                ]),
                note: "Quantiles are exact to 0.1% of the rank.")
            .Section("Distributions")
            .Chart(Income())
            .Chart(Ages())
            .Chart(Boxes())
            .DetailSection("In detail")
            .Add(new ReportGroup("income", [new ReportRow([new ReportFigure(Opened()), new ReportFacts([new("Mean", 48213.457), new("Missing", ReportCell.Percent(0.124))])])], "number · 12.4% missing") { Anchor = "income" })
            .Section("Relations")
            .Chart(Correlations())
            .Chart(Scatter())
            .Section("Model")
            .Chart(Roc())
            .Chart(Drift())
            .Chart(Importance())
            .Chart(Purposes())
            .Build();

    protected override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteNumber("rows", 41188);
        writer.WriteReal("worst", double.NegativeInfinity);
    }

    public static HistogramChart Income() => new(
        "Income",
        Enumerable.Range(0, 31).Select(i => i * 5000.0),
        Enumerable.Range(0, 30).Select(i => Math.Round(4200 * Math.Exp(-Math.Pow((i - 8) / 5.0, 2) / 2) * (i < 8 ? 1 : 1 + (0.02 * i)))))
    { XLabel = "Income per year", YLabel = "Rows" };

    public static HistogramChart Ages() => new(
        "Age: reference and last week",
        Enumerable.Range(0, 25).Select(i => 18 + (i * 2.5)),
        [
            new("reference", Enumerable.Range(0, 24).Select(i => Math.Exp(-Math.Pow((i - 9) / 4.5, 2) / 2) * 0.09)),
            new("last week", Enumerable.Range(0, 24).Select(i => Math.Exp(-Math.Pow((i - 13) / 5.0, 2) / 2) * 0.08)),
        ])
    { XLabel = "Age", YLabel = "Share of rows", Format = ReportNumberFormat.Percent };

    public static HistogramChart Opened() => new(
        "Opened",
        Enumerable.Range(0, 13).Select(i => (double)new DateTime(2024, 1, 1).AddMonths(i).Ticks),
        Enumerable.Range(0, 12).Select(i => (double)((i * 7) % 12)))
    {
        XFormat = ReportNumberFormat.Moment,
        Box = new BoxGroup("", new DateTime(2024, 1, 3).Ticks, new DateTime(2024, 4, 1).Ticks, new DateTime(2024, 7, 1).Ticks, new DateTime(2024, 9, 1).Ticks, new DateTime(2024, 12, 30).Ticks),
    };

    public static BoxChart Boxes() => new(
        "Loan amount by purpose",
        [
            new("car", 1000, 6000, 9500, 14000, 25000) { Outliers = [27000, 29500, 31000] },
            new("debt consolidation", 2000, 9000, 13500, 19800, 35000) { Outliers = [37000, 38200, 40000, 40000] },
            new("home improvement", 500, 5000, 8200, 12100, 22000),
            new("nothing seen", double.NaN, double.NaN, double.NaN, double.NaN, double.NaN),
        ])
    { XLabel = "Loan amount" };

    public static HeatMapChart Correlations() => new(
        "Correlation (Spearman)",
        s_columns,
        s_columns,
        from i in Enumerable.Range(0, 7)
        from j in Enumerable.Range(0, 7)
        select i == j ? 1 : i + j == 9 ? double.NaN : Math.Cos((i + 1) * (j + 1)) * Math.Exp(-Math.Abs(i - j) / 3.0))
    { Scale = HeatMapScale.Diverging, Maximum = 1 };

    public static ScatterChart Scatter()
    {
        double[] x = [.. Enumerable.Range(0, 400).Select(i => i * 0.618034 % 1)];
        double[] z = [.. Enumerable.Range(0, 400).Select(i => i * 0.7548777 % 1)];
        return new ScatterChart("Predicted and actual", x, x.Select((value, i) => (value * 0.8) + (0.3 * Math.Pow(z[i] - 0.5, 3) * 4) + 0.1), seed: 42)
        {
            XLabel = "Actual",
            YLabel = "Predicted",
        };
    }

    public static LineChart Roc() => new(
        "ROC curve",
        [
            new("champion (AUC 0.861)", Grid(40), Grid(40).Select(v => Math.Pow(v, 0.16))),
            new("challenger (AUC 0.893)", Grid(40), Grid(40).Select(v => Math.Pow(v, 0.12))),
        ])
    { Diagonal = true, XLabel = "False positive rate", YLabel = "True positive rate" };

    public static LineChart Drift() => new(
        "PSI of income by week",
        Enumerable.Range(1, 20).Select(i => (double)i),
        Enumerable.Range(1, 20).Select(i => i == 9 ? double.NaN : 0.03 + (0.01 * (i % 4)) + (i > 14 ? 0.06 * (i - 14) : 0)))
    { Step = true, References = [new("alarm at 0.25", 0.25), new("release 2.1", 12, Vertical: true)], XLabel = "Week" };

    public static BarChart Importance() => new(
        "Why this application scored 0.73",
        ["interest_rate = 21.4", "income = 18,000", "utilization = 0.92", "term_months = 60", "age = 44", "open_accounts = 3"],
        [0.184, 0.112, 0.0934, 0.0213, -0.0312, -0.0774])
    { XLabel = "Contribution to the probability" };

    public static BarChart Purposes() => new(
        "Purpose of the loan",
        ["debt consolidation", "home improvement", "car", "a purpose with a name so long that nobody would ever print all of it in one line"],
        [new("repaid", [0.51, 0.23, 0.19, 0.07]), new("defaulted", [0.62, 0.14, 0.11, 0.13])])
    { Format = ReportNumberFormat.Percent };

    private static IEnumerable<double> Grid(int count) => Enumerable.Range(0, count + 1).Select(i => Math.Pow((double)i / count, 3));
}
