namespace Mlops.Sdk;

/// <summary>What a method is made with, checked in its record: options that were read from JSON pass there too.</summary>
internal static class Valid
{
    public static int Within(int value, int least, int most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"'{name}' is from {least} to {most}."));

    public static double Within(double value, double least, double most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"'{name}' is from {least} to {most}."));

    public static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"'{name}' is at least {least}."));

    public static double AtLeast(double value, double least, string name) => value >= least && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"'{name}' is finite and at least {least}."));

    public static double Above(double value, double least, string name) => value > least && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"'{name}' is finite and above {least}."));

    /// <summary>A share that is not none.</summary>
    public static double Share(double value, string name) => value is > 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is above 0 and at most 1.");

    /// <summary>A share of which neither none nor all makes sense.</summary>
    public static double Fraction(double value, string name) => value is > 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is above 0 and below 1.");

    public static T Defined<T>(T value, string name)
        where T : struct, Enum => Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"There is no {typeof(T).Name} {value}.");
}
