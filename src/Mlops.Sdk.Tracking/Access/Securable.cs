namespace Mlops.Sdk;

/// <summary>Something that rights are given on. What is granted or denied on it holds for all below it: workspace, then experiment, model or catalog, then dataset, then column. The audit chain stands for itself.</summary>
public sealed record Securable
{
    private Securable(SecurableKind kind, string name = "", string? columnName = null) => (Kind, Name, ColumnName) = (kind, name, columnName);

    /// <summary>The workspace.</summary>
    public static Securable Workspace { get; } = new(SecurableKind.Workspace);

    /// <summary>The audit chain.</summary>
    public static Securable Audit { get; } = new(SecurableKind.Audit);

    /// <summary>The catalog.</summary>
    public static Securable Catalog { get; } = new(SecurableKind.Catalog);

    /// <summary>What it is.</summary>
    public SecurableKind Kind { get; }

    /// <summary>The name of the experiment, model or dataset; empty for others.</summary>
    public string Name { get; }

    /// <summary>The name of the column; null for others.</summary>
    public string? ColumnName { get; }

    /// <summary>What it is a part of; null for the workspace and the audit chain.</summary>
    public Securable? Parent => Kind switch
    {
        SecurableKind.Column => new(SecurableKind.Dataset, Name),
        SecurableKind.Dataset => Catalog,
        SecurableKind.Workspace or SecurableKind.Audit => null,
        _ => Workspace,
    };

    /// <summary>An experiment, which need not be there yet.</summary>
    /// <param name="name">The experiment.</param>
    public static Securable Experiment(string name) => new(SecurableKind.Experiment, Names.Key(name));

    /// <summary>A model, which need not be there yet.</summary>
    /// <param name="name">The model.</param>
    public static Securable Model(string name) => new(SecurableKind.Model, Names.Model(name));

    /// <summary>A dataset of the catalog, which need not be there yet.</summary>
    /// <param name="name">The dataset.</param>
    public static Securable Dataset(string name) => new(SecurableKind.Dataset, Names.Key(name));

    /// <summary>A column of a dataset, which need not be there yet.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="column">The column; any text.</param>
    public static Securable Column(string dataset, string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new(SecurableKind.Column, Names.Key(dataset), column);
    }

    /// <summary>Something by a name that is stored already, whatever rules names have now.</summary>
    internal static Securable Of(SecurableKind kind, string name, string? column = null) => new(kind, name, column);

    /// <summary>Reads what <see cref="ToString"/> writes: <c>workspace</c>, <c>audit</c>, <c>catalog</c>, <c>experiment/NAME</c>, <c>model/NAME</c>, <c>dataset/NAME</c>, <c>column/DATASET/COLUMN</c>; in the name of a dataset before a column <c>/</c> is <c>%2F</c> and <c>%</c> is <c>%25</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text names nothing that rights are given on.</exception>
    public static Securable Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        (string kind, string rest) = slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
        int second = rest.IndexOf('/', StringComparison.Ordinal);
        return kind switch
        {
            "workspace" when slash < 0 => Workspace,
            "audit" when slash < 0 => Audit,
            "catalog" when slash < 0 => Catalog,
            "experiment" when slash >= 0 => Experiment(rest),
            "model" when slash >= 0 => Model(rest),
            "dataset" when slash >= 0 => Dataset(rest),
            "column" when second >= 0 => Column(rest[..second].Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal), rest[(second + 1)..]),
            _ => throw new ArgumentException($"{Extensibility.ErrorText.Show(text)} names nothing that rights are given on. Write workspace, audit, catalog, experiment/NAME, model/NAME, dataset/NAME or column/DATASET/COLUMN.", nameof(text)),
        };
    }

    /// <summary>Itself, and what it is a part of, up to the top.</summary>
    internal IEnumerable<Securable> Lineage
    {
        get
        {
            for (Securable? at = this; at is not null; at = at.Parent) yield return at;
        }
    }

    /// <summary>Whether another is this one or a part of it.</summary>
    internal bool Includes(Securable other) => other.Lineage.Contains(this);

    /// <summary>In words, for messages: <c>column income of dataset loans</c>.</summary>
    internal string InWords => Kind switch
    {
        SecurableKind.Workspace => "the workspace",
        SecurableKind.Audit => "the audit chain",
        SecurableKind.Catalog => "the catalog",
        SecurableKind.Column => $"column {Shown(ColumnName!)} of dataset {Shown(Name)}",
        _ => $"{Kind.ToString().ToLowerInvariant()} {Shown(Name)}",
    };

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Kind switch
    {
        SecurableKind.Workspace or SecurableKind.Audit or SecurableKind.Catalog => Kind.ToString().ToLowerInvariant(),
        SecurableKind.Column => $"column/{Name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal)}/{ColumnName}",
        _ => $"{Kind.ToString().ToLowerInvariant()}/{Name}",
    };

    private static string Shown(string name) => Extensibility.ErrorText.Show(name);
}
