using System.Text;

namespace Mlops.Sdk;

/// <summary>Decides which values of a table a report may show, and what it shows in their place. Everything that leaves a profile goes through it.</summary>
internal sealed class Redactor
{
    private const int Steps = 20;

    private readonly Redaction _mode;
    private readonly long _minimumGroup;
    private readonly RedactionKey? _key;
    private readonly HashSet<string> _sensitive;

    /// <summary>A redactor.</summary>
    /// <param name="options">The switch, the least group, the key.</param>
    /// <param name="sensitive">The columns with personal data.</param>
    public Redactor(ProfileOptions options, IEnumerable<string> sensitive)
    {
        _mode = options.Redaction;
        _minimumGroup = options.MinimumGroup;
        _key = options.RedactionKey;
        _sensitive = _mode == Redaction.Pii ? new(sensitive, StringComparer.Ordinal) : [];
    }

    /// <summary>Whether every value may be shown.</summary>
    public bool ShowsAll => _mode == Redaction.None && _minimumGroup <= 1;

    /// <summary>Whether a row may be shown, hidden columns of it hidden: a row is a group of one.</summary>
    public bool ShowsRows => _mode != Redaction.All && _minimumGroup <= 1;

    /// <summary>Whether no value of a column may be shown.</summary>
    public bool Hides(string column) => _mode == Redaction.All || _sensitive.Contains(column);

    /// <summary>Whether a value that so many rows have may be named at all, hidden or not.</summary>
    public bool IsShown(long count) => count >= _minimumGroup;

    /// <summary>The value, or what stands for it: a short hash under the key, or the mask of its letters and digits.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="value">The value as text.</param>
    /// <param name="count">How many rows have it.</param>
    public string Show(string column, string value, long count)
    {
        if (value.Length == 0 || (!Hides(column) && IsShown(count) && !(_mode == Redaction.Pii && IsPii(value)))) return value;
        return _key is null ? MaskText.Of(value) : _key.Hash(column, value);
    }

    /// <summary>The least or greatest value of a column, or null where it may not be shown.</summary>
    public T? Extreme<T>(string column, T? value)
        where T : struct => Hides(column) ? null : value;

    /// <summary>A number between the least and the greatest of a column: as it is, rounded, or null.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="value">The number.</param>
    /// <param name="low">The least of the column.</param>
    /// <param name="high">The greatest of the column.</param>
    public double? Within(string column, double? value, double low, double high)
    {
        if (!Hides(column)) return value;
        return StepOf(low, high) is { } step && value is { } number && double.IsFinite(number) ? Math.Round(number / step) * step : null;
    }

    /// <summary>Bounds that a histogram may begin and end with; null where there may be none.</summary>
    public (double Low, double High)? Range(string column, double low, double high)
    {
        if (!Hides(column)) return (low, high);
        return StepOf(low, high) is { } step ? (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step) : null;
    }

    /// <summary>A mean; of a column of one value it is that value.</summary>
    public double? Mean(string column, double? value, double low, double high) => Hides(column) && !(high > low) ? null : value;

    // Only where all columns are hidden: numbers that tell of persons are not shown rounded either.
    private double? StepOf(double low, double high) =>
        _mode == Redaction.All && high - low is > 0 and < double.PositiveInfinity ? Math.Pow(10, Math.Ceiling(Math.Log10(high - low))) / Steps is var step and > 0 ? step : null : null;

    private static bool IsPii(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        ReadOnlySpan<byte> text = Bytes.Trim(bytes);
        if (text.IsEmpty) return false;
        TextFacts facts = TextClassifier.Classify(text, TextShape.Of(text));
        return facts.Within != PiiKind.None || ColumnPii.OfKinds(facts.Kinds) != PiiKind.None;
    }
}
