using System.Collections.Concurrent;

namespace Mlops.Sdk;

/// <summary>One column as it is to be read.</summary>
internal sealed class ColumnPlan(string name, string expression, ColumnType type)
{
    private readonly ConcurrentBag<Utf8Levels> _dictionaries = [];

    /// <summary>The name that the column gets.</summary>
    public string Name => name;

    /// <summary>The SQL that gives its values.</summary>
    public string Expression => expression;

    /// <summary>What it becomes.</summary>
    public ColumnType Type => type;

    public ColumnRole Role { get; init; }

    public BadValueHandling OnBadValue { get; init; }

    /// <summary>The levels of a category, where they are known before the first row.</summary>
    public CategoryLevels? Levels { get; init; }

    /// <summary>What has to be found out before the type is settled.</summary>
    public PlanQuestion Question { get; init; }

    /// <summary>The bytes that a text has on average, as far as is known. A hint only: batches may set it at the same time.</summary>
    public double TextBytes { get; set; }

    public Field Field => new(Name, Type, Role, Type == ColumnType.Category ? Levels : null);

    /// <summary>A column of strings as it is.</summary>
    public static ColumnPlan AsText(ResultColumn column) => new(column.Name, SqlText.Identifier(column.Name), ColumnType.Text);

    /// <summary>The plan with its question answered.</summary>
    public ColumnPlan Settle(ColumnType settled, CategoryLevels? levels = null) =>
        new(Name, Expression, settled) { Role = Role, OnBadValue = OnBadValue, Levels = levels };

    /// <summary>A dictionary of the known levels, one for each thread: its cache is written to.</summary>
    public Utf8Levels Dictionary(CategoryLevels levels) => _dictionaries.TryTake(out Utf8Levels? known) ? known : new Utf8Levels(levels);

    /// <summary>Gives a dictionary back for the next batch.</summary>
    public void Return(Utf8Levels dictionary) => _dictionaries.Add(dictionary);
}
