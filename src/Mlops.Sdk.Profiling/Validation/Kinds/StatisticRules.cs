using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The mean, the spread, the sum or an extreme of a column lies within limits.</summary>
internal sealed record StatisticRule(string Column, ColumnStatistic Statistic, double? Min, double? Max, double Tolerance) : Rule
{
    public override string Kind => RuleJson.NameOf(Statistic);

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"the {(Statistic == ColumnStatistic.StandardDeviation ? "standard deviation" : Kind)} of '{Column}' is {Bounds.Words(Min, Max, tolerance: Tolerance)}";

    internal override string Code => "VAL016";

    internal override string Remedy => "Look for a change of unit or of the population; .Fit and .Compare of DriftDetector tell how far the columns have moved.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        RuleJson.WriteBounds(writer, Min, Max);
        if (Tolerance > 0) writer.WriteNumber("tolerance", Tolerance);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (!binding.Fits(Column, ColumnType.Number, ColumnType.Integer, ColumnType.Flag)) return new FixedCheck(this, binding.TakeProblem());
        MomentsTally tally = binding.Share(Column, () => new MomentsTally(Column));
        return new TableCheck(this, end => Conclude(tally.Moments, end));
    }

    private RuleResult Conclude(Moments moments, CheckEnd end)
    {
        double value = Statistic switch { ColumnStatistic.Mean => moments.Mean, ColumnStatistic.Sum => moments.Sum, ColumnStatistic.Minimum => moments.Min, ColumnStatistic.Maximum => moments.Max, _ => moments.StandardDeviation };
        return RuleResult.Table(this, Bounds.Contains(value, Min, Max, Tolerance), value, null, Min);
    }
}

/// <summary>A quantile of a column lies within limits, told by counting.</summary>
internal sealed record QuantileRule(string Column, double Probability, double? Min, double? Max) : Rule
{
    // Shares are quotients of counts: what rounding does to them is no difference.
    private const double Rounding = 1e-12;

    public override string Kind => "quantile";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"{(Probability == 0.5 ? "the median" : $"the {Bounds.Text(Probability)} quantile")} of '{Column}' is {Bounds.Words(Min, Max)}";

    internal override string Code => "VAL016";

    internal override string Remedy => "Look for a change of unit or of the population.";

    internal override string DefaultName => $"quantile_{Bounds.Text(Probability)}({Column})";

    internal override string Discriminator => Bounds.Text(Probability);

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteNumber("probability", Probability);
        RuleJson.WriteBounds(writer, Min, Max);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (!binding.Fits(Column, ColumnType.Number, ColumnType.Integer, ColumnType.Flag)) return new FixedCheck(this, binding.TakeProblem());
        TestTally? atLeast = Min is { } min ? binding.Share($"{Column}\u001f{min:R}\u001f", () => new TestTally(Column, new NumberRangeTest(Column, min, double.PositiveInfinity))) : null;
        TestTally? atMost = Max is { } max ? binding.Share($"{Column}\u001f\u001f{max:R}", () => new TestTally(Column, new NumberRangeTest(Column, double.NegativeInfinity, max))) : null;
        return new TableCheck(this, end => Conclude(atLeast, atMost, end));
    }

    private RuleResult Conclude(TestTally? atLeast, TestTally? atMost, CheckEnd end)
    {
        long rows = (atLeast ?? atMost!).Looked;
        if (rows == 0) return RuleResult.Table(this, false, null, "there is no number");
        double above = (double)(atLeast?.Passed ?? rows) / rows, below = (double)(atMost?.Passed ?? rows) / rows;
        string? said = above < 1 - Probability - Rounding ? $"{RowVerdict.Percent(above)} of the numbers are at least {Bounds.Text(Min!.Value)}, which {RowVerdict.Percent(1 - Probability)} should be"
            : below < Probability - Rounding ? $"{RowVerdict.Percent(below)} of the numbers are at most {Bounds.Text(Max!.Value)}, which {RowVerdict.Percent(Probability)} should be" : null;
        return RuleResult.Table(this, said is null, null, said);
    }
}

/// <summary>The number or share of different values lies within limits.</summary>
internal sealed record DistinctRule(string Column, bool Share, double? Min, double? Max) : Rule
{
    public override string Kind => Share ? "distinct_share" : "distinct_count";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"the {(Share ? "share" : "number")} of different values of '{Column}' is {Bounds.Words(Min, Max)}";

    internal override string Code => "VAL016";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        RuleJson.WriteBounds(writer, Min, Max);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (binding.TypeOf(Column) is null) return new FixedCheck(this, binding.TakeProblem());
        KeyTally tally = KeyTallies.Share(binding, [Column]);
        return new TableCheck(this, end => Conclude(tally, end));
    }

    private RuleResult Conclude(KeyTally tally, CheckEnd end)
    {
        double scale = Share ? Math.Max(1, tally.Present) : 1;
        if (tally.IsWhole)
        {
            double value = tally.Distinct / scale;
            return RuleResult.Table(this, Bounds.Contains(value, Min, Max), value, null, Min);
        }

        // What was counted is a lower bound: enough to break the greatest, and to keep the least when there is no greatest.
        double least = tally.Distinct / scale;
        if (least > Max) return RuleResult.Table(this, false, least, string.Create(CultureInfo.InvariantCulture, $"there are at least {least:G6}"));
        if (Max is null && least >= Min) return RuleResult.Table(this, true, least, null);
        return KeyTallies.Undecided(this, tally, end);
    }
}

/// <summary>The share of a value lies within limits.</summary>
internal sealed record ShareRule(string Column, string Value, double? Min, double? Max) : Rule
{
    public override string Kind => "share_of";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"the share of '{Value}' in '{Column}' is {Bounds.Words(Min, Max)}";

    internal override string Code => "VAL016";

    internal override string Remedy => "Look for values that are spelt differently, or a change of the population.";

    internal override string DefaultName => $"{Kind}({Column}, {Value})";

    internal override string Discriminator => Value;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteString("value", Value);
        RuleJson.WriteBounds(writer, Min, Max);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (SetTests.Of(binding, Column, [Value], false) is not { } test) return new FixedCheck(this, binding.TakeProblem());
        TestTally tally = binding.Share($"{Column}\u001f= {Value}", () => new TestTally(Column, test));
        return new TableCheck(this, end =>
        {
            double share = tally.Looked == 0 ? double.NaN : (double)tally.Passed / tally.Looked;
            return RuleResult.Table(this, Bounds.Contains(share, Min, Max), share, null, Min);
        });
    }
}

/// <summary>The correlation of two columns lies within limits.</summary>
internal sealed record CorrelationRule(string First, string Second, double? Min, double? Max) : Rule
{
    public override string Kind => "correlation";

    public override ValueList<string> Columns => [First, Second];

    public override string Statement => $"the correlation of '{First}' and '{Second}' is {Bounds.Words(Min, Max)}";

    internal override string Code => "VAL020";

    internal override string Remedy => "Look for columns that were swapped, or rows that were joined wrongly.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("first", First);
        writer.WriteString("second", Second);
        RuleJson.WriteBounds(writer, Min, Max);
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        foreach (string column in Columns)
            if (!binding.Fits(column, ColumnType.Number, ColumnType.Integer, ColumnType.Flag)) return new FixedCheck(this, binding.TakeProblem());
        PairTally tally = binding.Share($"{First}\u001f{Second}", () => new PairTally(First, Second));
        return new TableCheck(this, end => RuleResult.Table(this, Bounds.Contains(tally.Moments.Correlation, Min, Max), tally.Moments.Correlation, null, Min));
    }
}
