using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The moment lies within limits.</summary>
internal sealed record TimeRangeRule(string Column, long? Min, long? Max) : RowRule
{
    public override string Kind => "in_time_range";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is {string.Join(" and ", new[] { Min is { } min ? $"at {RuleJson.Moment(min)} or later" : null, Max is { } max ? $"at {RuleJson.Moment(max)} or earlier" : null }.OfType<string>())}";

    internal override string Code => "VAL013";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        if (Min is { } min) writer.WriteString("min", RuleJson.Moment(min));
        if (Max is { } max) writer.WriteString("max", RuleJson.Moment(max));
    }

    internal override RowTest? Test(RuleBinding binding) =>
        binding.Fits(Column, ColumnType.Timestamp) ? new TimeRangeTest(Column, Min ?? 0, Max ?? DateTime.MaxValue.Ticks) : null;
}

/// <summary>The moment is not later than now.</summary>
internal sealed record NotInFutureRule(string Column, TimeSpan Tolerance) : RowRule
{
    public override string Kind => "not_in_future";

    public override ValueList<string> Columns => [Column];

    public override string Statement => $"'{Column}' is not in the future{(Tolerance > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $" by more than {Tolerance:c}") : "")}";

    internal override string Code => "VAL013";

    internal override string Remedy => "Look for a wrong time zone or a wrong clock, or allow some with a tolerance.";

    internal override bool ReadsClock => true;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        if (Tolerance > TimeSpan.Zero) writer.WriteString("tolerance", RuleJson.Span(Tolerance));
    }

    internal override RowTest? Test(RuleBinding binding) =>
        binding.Fits(Column, ColumnType.Timestamp) ? new TimeRangeTest(Column, 0, Math.Min(binding.Now + Math.Min(Tolerance.Ticks, DateTime.MaxValue.Ticks), DateTime.MaxValue.Ticks)) : null;
}

/// <summary>The newest moment is not too old.</summary>
internal sealed record FreshRule(string Column, TimeSpan MaxAge) : Rule
{
    public override string Kind => "is_fresh";

    public override ValueList<string> Columns => [Column];

    public override string Statement => string.Create(CultureInfo.InvariantCulture, $"the newest '{Column}' is at most {MaxAge:c} old");

    internal override string Code => "VAL014";

    internal override string Remedy => "See whether the load of the data ran.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("column", Column);
        writer.WriteString("max_age", RuleJson.Span(MaxAge));
    }

    internal override RuleCheck Bind(RuleBinding binding)
    {
        if (!binding.Fits(Column, ColumnType.Timestamp)) return new FixedCheck(this, binding.TakeProblem());
        NewestTally tally = binding.Share(Column, () => new NewestTally(Column));
        return new TableCheck(this, end => Conclude(tally.Newest, end));
    }

    private RuleResult Conclude(long? newest, CheckEnd end)
    {
        if (newest is not { } ticks) return RuleResult.Table(this, false, null, "there is no moment");
        var age = new TimeSpan(end.Now - ticks);
        return RuleResult.Table(this, age <= MaxAge, age.TotalSeconds, end.Options.ShowValues ? string.Create(CultureInfo.InvariantCulture, $"it is {RuleJson.Moment(ticks)}, {new TimeSpan(age.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond):c} old") : "it is older");
    }
}
