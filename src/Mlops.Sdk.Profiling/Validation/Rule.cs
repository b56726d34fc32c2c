using System.Diagnostics;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Something that should hold of a table: of every row for itself, of a column, or of the whole. Rules are data: immutable, equal by value, written as JSON.</summary>
/// <remarks>
/// Rules that read values pass over missing ones; <see cref="IsPresent"/> is the rule about those. A condition of a category is tried once for each level and not for each row.
/// A rule about a column that is not there, or whose type it does not fit, fails and says so; it is never an exception.
/// </remarks>
[DebuggerDisplay("{Name}")]
public abstract partial record Rule
{
    private protected Rule()
    {
    }

    /// <summary>The stable name of the kind, lower_snake, such as <c>in_range</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The columns that it reads.</summary>
    public abstract ValueList<string> Columns { get; }

    /// <summary>A short name, by which reports and set-aside rows call the rule.</summary>
    /// <value>The kind and the columns: <c>in_range(age)</c>.</value>
    public string Name
    {
        get => GivenName ?? DefaultName;
        init => GivenName = string.IsNullOrWhiteSpace(value) ? throw new ArgumentException("A name is not empty.", nameof(value)) : value;
    }

    /// <summary>What a failure means: an error stops a pipeline and fails a validation, a warning and an information are told.</summary>
    /// <value>Error.</value>
    public Severity Severity { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A severity is Info, Warning or Error."); } = Severity.Error;

    /// <summary>The least share of the rows looked at that has to keep the rule, above 0 to 1. Only rules about single rows can be kept mostly.</summary>
    /// <value>1.</value>
    public double Mostly { get; init => field = value is > 0 and <= 1 ? CheckMostly(value) : throw new ArgumentOutOfRangeException(nameof(value), value, "The share of rows that keep a rule is above 0 and at most 1."); } = 1;

    /// <summary>Where the rule is in force, such as <c>train</c> or <c>serve</c>.</summary>
    /// <value>Empty: everywhere.</value>
    public ValueList<string> Environments { get; init; } = [];

    /// <summary>Whether a row that breaks the rule is set aside by <see cref="DataRules.Split"/> and stops scoring; null for: when <see cref="Mostly"/> is 1, since a rule that tolerates some rows speaks of the table.</summary>
    /// <value>Null.</value>
    public bool? SetAside { get; init; }

    /// <summary>What the rule is for, for people.</summary>
    /// <value>Nothing.</value>
    public string? Description { get; init; }

    /// <summary>Who is to be asked.</summary>
    /// <value>Nobody.</value>
    public string? Owner { get; init; }

    /// <summary>Whether each row is judged for itself, so that the rule can be applied to one row at serving time. Otherwise it is about the table.</summary>
    public virtual bool IsRowRule => false;

    /// <summary>What should hold, in words.</summary>
    public abstract string Statement { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Name}: {Statement}";

    /// <summary>Whether the rule is in force somewhere.</summary>
    /// <param name="environment">The environment; null is every one.</param>
    public bool AppliesIn(string? environment) => environment is null || Environments.Count == 0 || Environments.Contains(environment, StringComparer.Ordinal);

    /// <summary>The code of the finding when it is broken.</summary>
    internal abstract string Code { get; }

    /// <summary>What to do when it is broken.</summary>
    internal virtual string Remedy => "Look at the rows with rules.Split(data).Quarantined.";

    internal string? GivenName { get; private init; }

    internal virtual string DefaultName => $"{Kind}({string.Join(", ", Columns)})";

    /// <summary>Tells rules of one kind about the same columns apart; rules that agree in it replace each other.</summary>
    internal virtual string Discriminator => "";

    /// <summary>Whether the rule can be written as JSON: it has no delegate.</summary>
    internal virtual bool IsData => true;

    /// <summary>Whether it needs the values of another table.</summary>
    internal virtual bool NeedsReference => false;

    /// <summary>Whether it compares with the table before.</summary>
    internal virtual bool NeedsPrevious => false;

    /// <summary>Whether the verdict on a row depends on the time at which it is looked at.</summary>
    internal virtual bool ReadsClock => false;

    internal bool SetsAside => IsRowRule && (SetAside ?? Mostly == 1);

    internal string Key => string.Join('\u001f', Kind, string.Join('\u001e', Columns), Discriminator, (int)Severity, string.Join('\u001e', Environments.Order(StringComparer.Ordinal)));

    /// <summary>Writes the parameters of the kind.</summary>
    internal abstract void WriteFields(Utf8JsonWriter writer);

    /// <summary>What checks the rule on data of a schema.</summary>
    internal abstract RuleCheck Bind(RuleBinding binding);

    /// <summary>The same condition without severity, share, environments and words, as it stands inside another rule.</summary>
    internal Rule Bare() => this with { Severity = Severity.Error, Mostly = 1, Environments = [], SetAside = null, Description = null, Owner = null, GivenName = IsData ? null : GivenName };

    /// <summary>This rule with the severity, share, environments and words of another.</summary>
    internal Rule WithCommonOf(Rule other) => this with
    {
        Severity = other.Severity, Mostly = other.Mostly, Environments = other.Environments, SetAside = other.SetAside, Description = other.Description, Owner = other.Owner, GivenName = other.IsData ? other.GivenName : null,
    };

    private double CheckMostly(double value) => value == 1 || IsRowRule || ToleratesRows ? value : throw new ArgumentException($"'{Kind}' is about the table and not about rows: it cannot hold mostly.", nameof(value));

    /// <summary>Whether <see cref="Mostly"/> has a meaning for a rule that is not about single rows.</summary>
    internal virtual bool ToleratesRows => false;
}
