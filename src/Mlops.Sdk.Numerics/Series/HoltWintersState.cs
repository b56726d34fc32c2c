namespace Mlops.Sdk.Numerics;

/// <summary>What additive exponential smoothing carries from one step to the next.</summary>
/// <param name="Level">The level.</param>
/// <param name="Trend">The change of the level a step.</param>
/// <param name="Seasons">The offsets of the places in the period, the next step first; empty without a season.</param>
public sealed record HoltWintersState(double Level, double Trend, IReadOnlyList<double> Seasons)
{
    /// <summary>The forecast of a step ahead.</summary>
    /// <param name="steps">How many steps, at least 1.</param>
    public double Forecast(int steps = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return Level + (steps * Trend) + (Seasons.Count == 0 ? 0 : Seasons[(steps - 1) % Seasons.Count]);
    }
}
