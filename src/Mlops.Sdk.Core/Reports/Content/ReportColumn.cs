namespace Mlops.Sdk;

/// <summary>A column of a <see cref="ReportTable"/>.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Alignment">Which side the cells lean to.</param>
/// <param name="Format">How its numbers are written, unless a cell says otherwise.</param>
public sealed record ReportColumn(
    string Name,
    ReportAlignment Alignment = ReportAlignment.Left,
    ReportNumberFormat Format = ReportNumberFormat.General)
{
    /// <summary>A column of text, leaning left.</summary>
    /// <param name="name">The heading.</param>
    public static ReportColumn Text(string name) => new(name);

    /// <summary>A column of numbers, leaning right.</summary>
    /// <param name="name">The heading.</param>
    /// <param name="format">How the numbers are written.</param>
    public static ReportColumn Number(string name, ReportNumberFormat format = ReportNumberFormat.General) =>
        new(name, ReportAlignment.Right, format);
}

/// <summary>Which side of its column a cell leans to.</summary>
public enum ReportAlignment
{
    /// <summary>To the left, for text.</summary>
    Left,

    /// <summary>To the right, for numbers.</summary>
    Right,
}
