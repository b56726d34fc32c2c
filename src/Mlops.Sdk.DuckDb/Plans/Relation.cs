using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Where rows come from: files, or a query.</summary>
internal abstract class Relation
{
    /// <summary>What errors call it.</summary>
    public abstract string Place { get; }

    /// <summary>The files that are read.</summary>
    public abstract ImmutableArray<string> Files { get; }

    /// <summary>The runs of rows that can be read apart, in order; none where there is but the whole.</summary>
    public virtual ImmutableArray<ScanBlock> Blocks => [];

    /// <summary>The number of rows, where the files tell it.</summary>
    public virtual long? RowCount => null;

    /// <summary>The names, types, roles and levels that the files themselves hold.</summary>
    public virtual Schema? Stored => null;

    /// <summary>Makes what the SQL needs known to a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops the sources that the SQL reads from.</param>
    public virtual void Attach(DuckDbSession session, CancellationToken cancellationToken)
    {
    }

    /// <summary>The columns as DuckDB sees them, after <see cref="Attach"/>.</summary>
    public abstract ImmutableArray<ResultColumn> Describe(DuckDbSession session, CancellationToken cancellationToken);

    /// <summary>A statement that gives some columns, with its parameters.</summary>
    /// <param name="session">A session that this is attached to.</param>
    /// <param name="plans">The columns.</param>
    /// <param name="share">Which of the blocks.</param>
    public abstract DuckDbStatement Select(DuckDbSession session, ImmutableArray<ColumnPlan> plans, ScanShare share);

    /// <summary>A statement that gives some columns of the first rows, where these are cheap to have.</summary>
    /// <param name="session">A session that this is attached to.</param>
    /// <param name="plans">The columns.</param>
    public virtual DuckDbStatement? Sample(DuckDbSession session, ImmutableArray<ColumnPlan> plans) => null;

    protected static string Expressions(ImmutableArray<ColumnPlan> plans) => string.Join(", ", plans.Select(plan => $"{plan.Expression} AS {SqlText.Identifier(plan.Name)}"));
}
