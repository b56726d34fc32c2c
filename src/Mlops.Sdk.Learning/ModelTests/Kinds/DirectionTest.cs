using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A change that must raise or lower the score.</summary>
internal sealed record DirectionTest(string What, Func<Dataset, Dataset>? Change, bool Rising, double? Step, double Tolerance, double PassFraction, string? ClassName)
    : ModelTest($"{(Rising ? "rises" : "falls")} with {What}", "MTEST002")
{
    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        double[] before = ModelTestSubject.Scores(subject.AsIs, ClassName), after = ModelTestSubject.Scores(subject.Score(Change is null ? Raised(subject) : Change(subject.Data)), ClassName);
        double[] gains = [.. before.Zip(after, (from, to) => Rising ? to - from : from - to)];
        int[] failed = [.. Enumerable.Range(0, gains.Length).Where(row => !(gains[row] >= -Tolerance)).OrderBy(row => gains[row])];
        double mean = gains.Average();
        bool passed = gains.Length - failed.Length >= PassFraction * gains.Length && mean > 0;
        string way = Rising ? "rise" : "fall";
        return Result(passed, mean, 0, failed.Length == 0 && mean > 0
            ? $"the scores {way} by {ReportNumber.Format(mean, digits: 3)} on average, and no row goes the other way."
            : failed.Length == 0
                ? $"the scores do not {way} at all. Does the model learn from it?"
                : $"{Share(failed.Length, gains.Length)} go the other way, by {ReportNumber.Format(-gains[failed[0]], digits: 3)} at most ({ReportNumber.Percent(1 - PassFraction)} of the rows may); the mean is {ReportNumber.Format(Rising ? mean : -mean, digits: 3)}.{(passed || Change is not null ? "" : $" Hold the model to it: TrainBoosting(new() {{ {(Rising ? "Increasing" : "Decreasing")} = [\"{What}\"] }}).")}", failed) with { Spread = ModelTestSpread.Of($"By how much the score of a row {way}s", "Rows", gains, -Tolerance) };
    }

    private Dataset Raised(ModelTestSubject subject)
    {
        Column column = subject.Read(What);
        if (column is FlagColumn flags) return subject.Data.With(new FlagColumn(What, Array.ConvertAll(flags.Values.ToArray(), _ => true), flags.Missing));
        if (!column.IsNumeric) throw new ArgumentException($"'{What}' is {column.Type}; give the change as a function of the rows.");
        double[] values = column.ToNumbers().ToArray();
        double step = Step ?? Descriptive.StandardDeviation([.. values.Where(double.IsFinite)]);
        if (!(step > 0)) throw new ArgumentException($"'{What}' does not vary in these rows. Give a step above 0.");
        // A whole number stays one: a model of whole numbers takes no others.
        if (column is IntegerColumn integers)
        {
            long whole = Math.Max(1, (long)Math.Round(step));
            return subject.Data.With(new IntegerColumn(What, Array.ConvertAll(integers.Values.ToArray(), value => value + whole), integers.Missing));
        }

        return subject.Data.With(new NumberColumn(What, Array.ConvertAll(values, value => value + step)));
    }
}
