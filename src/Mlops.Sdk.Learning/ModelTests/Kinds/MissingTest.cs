using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Each column is taken away in turn.</summary>
internal sealed record MissingTest(double? MostLoss, Metric? Metric, ValueList<string> Columns) : ModelTest(Columns.Count == 0 ? "stands missing columns" : $"stands {string.Join(", ", Columns)} missing", "MTEST004")
{
    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        bool judged = MostLoss is not null;
        Metric metric = Metric ?? Metric.Default(subject.AsIs.Task);
        double? before = judged ? metric.Compute(subject.AsIs, subject.Data).Value : null;
        if (judged && before is null) throw new ArgumentException($"'{metric.Name}' is undefined on these rows, so its loss cannot be told. Give labelled rows of every class.");
        var failures = new List<string>();
        (string? Column, double Loss) worst = (null, 0);
        var parts = new List<ModelTestPart>();
        foreach (Field field in Columns.Count == 0 ? subject.Model.InputSchema : Columns.Select(name => subject.Model.InputSchema[subject.Read(name).Name]))
        {
            Predictions after;
            try
            {
                after = subject.Score(subject.Data.With(Empty(field, subject.Data.RowCount)));
            }
            catch (Exception error) when (error is MlopsException or ArgumentException or InvalidOperationException)
            {
                failures.Add($"without '{field.Name}' there is no answer ({error.Message})");
                parts.Add(new ModelTestPart(field.Name, null, false));
                continue;
            }

            double[] said = after.Task == TaskKind.Regression ? after.Values.ToArray() : after.Probabilities.ToArray();
            int bad = said.Count(value => !double.IsFinite(value));
            if (bad > 0) failures.Add($"without '{field.Name}' {bad} answers are not finite");
            if (bad > 0 || !judged) parts.Add(new ModelTestPart(field.Name, null, bad == 0));
            else if (judged && metric.Compute(after, subject.Data).Value is { } now)
            {
                double loss = metric.Direction == MetricDirection.HigherIsBetter ? before!.Value - now : now - before!.Value;
                if (loss > worst.Loss) worst = (field.Name, loss);
                parts.Add(new ModelTestPart(field.Name, loss, !(loss > MostLoss)));
                if (loss > MostLoss) failures.Add($"without '{field.Name}' {metric.Name} gets worse by {ReportNumber.Format(loss, digits: 3)}");
            }
        }

        string lost = worst.Column is null ? "" : $" The most is lost without '{worst.Column}': {ReportNumber.Format(worst.Loss, digits: 3)} of {metric.Name}.";
        return Result(failures.Count == 0, judged ? worst.Loss : failures.Count, MostLoss ?? 0, failures.Count == 0
            ? $"every row gets an answer whichever column is missing.{lost}"
            : $"{failures.Count} columns: {string.Join("; ", failures.Take(3))}{(failures.Count > 3 ? "; ..." : "")}. Add .ImputeMissing() before the trainer, or train with such rows.") with { Parts = new(judged ? $"Loss of {metric.Name} without the column" : "Answers without the column", [.. parts.OrderByDescending(part => part.Value)]) };
    }

    private static Column Empty(Field field, int rows)
    {
        MissingMask all = MissingMask.Create(rows, _ => true);
        return field.Type switch
        {
            ColumnType.Number => new NumberColumn(field.Name, Enumerable.Repeat(double.NaN, rows).ToArray()),
            ColumnType.Integer => new IntegerColumn(field.Name, new long[rows], all),
            ColumnType.Flag => new FlagColumn(field.Name, new bool[rows], all),
            ColumnType.Timestamp => new TimestampColumn(field.Name, new long[rows], all),
            ColumnType.Category => CategoryColumn.FromValues(field.Name, new string?[rows]),
            _ => TextColumn.FromValues(field.Name, new string?[rows]),
        };
    }
}
