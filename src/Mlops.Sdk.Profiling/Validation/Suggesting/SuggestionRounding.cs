namespace Mlops.Sdk;

/// <summary>Rounds limits outwards to what a person would write: a thousandth to a hundredth of the spread.</summary>
internal static class SuggestionRounding
{
    public static double Down(double value, double spread) => Round(value, spread, Math.Floor);

    public static double Up(double value, double spread) => Round(value, spread, Math.Ceiling);

    private static double Round(double value, double spread, Func<double, double> direction)
    {
        if (!(spread > 0) || !double.IsFinite(spread)) return value;
        int digits = 2 - (int)Math.Floor(Math.Log10(spread));
        double rounded = digits is >= 0 and <= 15 ? direction(value * Math.Pow(10, digits)) / Math.Pow(10, digits) : digits < 0 && digits > -300 ? direction(value / Math.Pow(10, -digits)) * Math.Pow(10, -digits) : value;
        return double.IsFinite(rounded) ? rounded == 0 ? 0 : rounded : value;
    }
}
