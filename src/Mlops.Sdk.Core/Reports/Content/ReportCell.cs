namespace Mlops.Sdk;

/// <summary>A value in a report: text, a number, or nothing. Strings and numbers convert to it by themselves.</summary>
public readonly record struct ReportCell
{
    /// <summary>The text, or null when the cell holds a number or nothing.</summary>
    public string? Text { get; private init; }

    /// <summary>The number, or null when the cell holds text or nothing.</summary>
    public double? Number { get; private init; }

    /// <summary>The length of the bar drawn in the cell, 0..1, or null for none.</summary>
    public double? Share { get; private init; }

    /// <summary>How the number is written, or null to take the format of the column.</summary>
    public ReportNumberFormat? Format { get; private init; }

    /// <summary>The heights of the little bars drawn in the cell, or null for none.</summary>
    public IReadOnlyList<double>? Heights { get; private init; }

    /// <summary>The <see cref="ReportGroup.Anchor"/> that the cell leads to, or null.</summary>
    public string? Anchor { get; private init; }

    /// <summary>Whether the cell holds nothing: no text, no number and no bars.</summary>
    public bool IsEmpty => Text is null && Number is null && Heights is null;

    /// <summary>A cell that holds nothing; it is shown as an en dash.</summary>
    public static ReportCell Empty => default;

    /// <summary>A number with its own format.</summary>
    /// <param name="value">The number; null gives an empty cell.</param>
    /// <param name="format">How it is written.</param>
    public static ReportCell Of(double? value, ReportNumberFormat format) => new() { Number = value, Format = format };

    /// <summary>A share of 1, written in percent: 0.25 reads 25%.</summary>
    /// <param name="fraction">The share.</param>
    public static ReportCell Percent(double? fraction) => Of(fraction, ReportNumberFormat.Percent);

    /// <summary>A number with a bar behind it.</summary>
    /// <param name="value">The number.</param>
    /// <param name="share">The length of the bar; clamped to 0..1, no bar when it is NaN.</param>
    /// <param name="format">How the number is written; null takes the format of the column.</param>
    public static ReportCell Bar(double? value, double share, ReportNumberFormat? format = null) =>
        new() { Number = value, Share = double.IsNaN(share) ? null : Math.Clamp(share, 0, 1), Format = format };

    /// <summary>Little standing bars: a histogram that fits a line of text.</summary>
    /// <param name="heights">The heights; what is not a number above 0 leaves a gap. None gives an empty cell.</param>
    public static ReportCell Bars(IEnumerable<double> heights)
    {
        ArgumentNullException.ThrowIfNull(heights);
        double[] all = [.. heights];
        return all.Length == 0 ? Empty : new() { Heights = all };
    }

    /// <summary>Text that leads to a group of the same report.</summary>
    /// <param name="text">The text.</param>
    /// <param name="anchor">The <see cref="ReportGroup.Anchor"/>; where no group has it, the text stands alone.</param>
    public static ReportCell Link(string text, string anchor) => new() { Text = text, Anchor = anchor };

    /// <summary>A cell of text; null gives an empty cell.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ReportCell(string? text) => new() { Text = text };

    /// <summary>A cell with a number.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator ReportCell(double number) => new() { Number = number };

    /// <summary>A cell with a number, empty for null.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator ReportCell(double? number) => new() { Number = number };

    /// <summary>A cell with a whole number.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator ReportCell(long number) => new() { Number = number };

    /// <summary>A cell with a whole number, empty for null.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator ReportCell(long? number) => new() { Number = number };
}
