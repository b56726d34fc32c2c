namespace Mlops.Sdk;

/// <summary>The periods before one that is judged, without those that were anomalous, and what is known of the one that is.</summary>
/// <param name="Kind">The metric; null for one of someone's own.</param>
/// <param name="Periods">The periods, ascending.</param>
/// <param name="Values">Their values.</param>
/// <param name="Period">The period that is judged.</param>
/// <param name="Noises">What each varied by if nothing but the draw of the rows differed (<see cref="ProfileMetric.Noise"/>).</param>
/// <param name="Noise">The same of the value that is judged.</param>
/// <param name="Spread">The standard deviation of the column, to measure amounts by; NaN where it is not known.</param>
/// <param name="Step">How far periods usually lie apart; zero where that is not known.</param>
internal sealed record MetricPast(MetricKind? Kind, IReadOnlyList<DateTime> Periods, IReadOnlyList<double> Values, IReadOnlyList<double> Noises, DateTime Period, double Noise, double Spread, TimeSpan Step)
{
    public int Count => Values.Count;

    /// <summary>Days of the week for days, hours of the day for hours, else 0.</summary>
    public int NaturalSeason => SeasonOf(Step);

    /// <summary>How many steps a week of days or a day of hours has, else 0.</summary>
    public static int SeasonOf(TimeSpan step) => step == TimeSpan.FromDays(1) ? 7 : step == TimeSpan.FromHours(1) ? 24 : 0;

    /// <summary>Where in a season a period stands, counted from the first of the past.</summary>
    public int PlaceOf(DateTime period, int season) => (int)(Math.Round((double)(period - Periods[0]).Ticks / Step.Ticks) % season);

    /// <summary>The last periods alone.</summary>
    public MetricPast Last(int count) => count >= Count ? this : this with { Periods = [.. Periods.Skip(Count - count)], Values = [.. Values.Skip(Count - count)], Noises = [.. Noises.Skip(Count - count)] };

    /// <summary>The noise to reckon with. That of a share comes from its rows alone; others come from the spread of the values, which a fault can blow up: the noise of the past is taken.</summary>
    public double UsualNoise => Kind?.Scale == MetricScale.Share || Count == 0 ? Noise : Numerics.Quantiles.Median([.. Noises]);
}
