namespace Mlops.Sdk;

/// <summary>A number of your own about a column, gathered in the one pass of a profile and shown with the others: on the page, in JSON, in comparisons, and by its name in a history and its rules. Derive from <see cref="ColumnMetric{TState}"/>.</summary>
public abstract class ColumnMetric
{
    private const int LongestName = 100;

    private protected ColumnMetric(string name, string title)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        if (!IsName(name)) throw new ArgumentException($"A metric cannot be named '{ColumnWords.Short(name)}': a name is of a-z, 0-9 and '_' with a dot between what is yours and what it measures, such as shop.weekend_share, has at most {LongestName} characters, and does not begin with 'column.' or 'table.'.", nameof(name));
        Name = name;
        Title = title;
    }

    /// <summary>Its name for ever, in lower_snake with a dot, such as <c>shop.weekend_share</c>.</summary>
    public string Name { get; }

    /// <summary>What it is in a few words, as on the page.</summary>
    public string Title { get; }

    /// <summary>How the number is written on the page.</summary>
    /// <value><see cref="ReportNumberFormat.General"/>.</value>
    public virtual ReportNumberFormat Format => ReportNumberFormat.General;

    /// <summary>Whether the number may tell a value of a row, such as a greatest one: then it is left out where <see cref="ProfileOptions.Redaction"/> hides the column.</summary>
    /// <value>true.</value>
    public virtual bool TellsValues => true;

    /// <summary>Whether it is gathered of a column.</summary>
    /// <param name="field">Name, type and role of the column.</param>
    /// <value>true.</value>
    public virtual bool AppliesTo(Field field) => true;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Title})";

    internal abstract MetricCell NewCell(Field field);

    // Without a regular expression, which would be a program of its own.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.Contains('.', StringComparison.Ordinal) && !name.StartsWith("column.", StringComparison.Ordinal) && !name.StartsWith("table.", StringComparison.Ordinal)
        && name.Split('.').All(part => part.Length > 0 && char.IsAsciiLetterLower(part[0]) && part.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '_'));
}
