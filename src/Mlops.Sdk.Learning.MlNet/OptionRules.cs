using System.Globalization;

namespace Mlops.Sdk;

/// <summary>The sentences that say which setting is out of its range.</summary>
internal static class OptionRules
{
    public static IEnumerable<string> AtLeast(string name, double value, double least) =>
        value >= least && double.IsFinite(value) ? [] : [Sentence($"{name} is {value}; it must be at least {least}.")];

    public static IEnumerable<string> Within(string name, double value, double least, double most) =>
        value >= least && value <= most ? [] : [Sentence($"{name} is {value}; it must be from {least} to {most}.")];

    public static IEnumerable<string> AboveUpTo(string name, double value, double floor, double most) =>
        value > floor && value <= most ? [] : [Sentence($"{name} is {value}; it must be above {floor} and at most {most}.")];

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
