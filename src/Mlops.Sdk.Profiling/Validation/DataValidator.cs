using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Holds rows against rules, batch by batch, in memory that does not grow with the rows; the validations of the parts of a whole can be merged.</summary>
/// <remarks>
/// What is counted is exact, however the rows are cut into batches; means and spreads agree to rounding. Uniqueness is exact up to <see cref="ValidationOptions.UniqueKeys"/> different values; beyond that
/// <see cref="DataRules.Validate(DataSource, ValidationOptions?, RunContext?, CancellationToken)"/> reads the source again, and this class alone says <see cref="RuleOutcome.Undecided"/>. One writer at a time.
/// </remarks>
public sealed class DataValidator
{
    internal const int RunRows = 8192, BatchRows = 65_536;

    private readonly RunContext _context;
    private readonly ImmutableArray<RuleCheck> _checks;
    private readonly ImmutableArray<CheckGroup> _groups;
    private readonly ImmutableArray<KeyTally> _keys;
    private readonly RuleBinding _binding;

    /// <summary>A validation of no rows yet.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="schema">The columns of every batch.</param>
    /// <param name="options">How data is held against them; the defaults when null.</param>
    /// <param name="context">Threads, progress and clock.</param>
    public DataValidator(DataRules rules, Schema schema, ValidationOptions? options = null, RunContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(schema);
        Options = options ?? new();
        Schema = schema;
        _context = context ?? RunContext.Default;
        Rules = rules.Rules.RemoveAll(rule => !rule.AppliesIn(Options.Environment));
        _binding = new RuleBinding(schema, Options, _context.Time);
        _checks = [.. Rules.Select(rule => rule.Bind(_binding))];
        _keys = [.. _binding.Tallies.OfType<KeyTally>()];
        _groups = CheckGroup.Of(_checks, _binding.Tallies);
    }

    /// <summary>How data is held against the rules.</summary>
    public ValidationOptions Options { get; }

    /// <summary>The columns of every batch.</summary>
    public Schema Schema { get; }

    /// <summary>The rules that are looked at: those in force in the environment.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>The number of rows so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="batch">Rows with the columns of the schema.</param>
    /// <param name="cancellationToken">Honoured every 8,192 rows.</param>
    /// <exception cref="MlopsException">MLO3104: the batch has other columns than the schema. MLO3105: a condition of a program threw.</exception>
    public void Add(Dataset batch, CancellationToken cancellationToken = default) => Add(batch, null, cancellationToken);

    /// <summary>Adds what a validation of other rows by the same rules has seen; that one does not change. Of repeated values that lie in two parts the number is known but not the rows.</summary>
    /// <param name="other">The validation of the rows that come after these.</param>
    /// <exception cref="ArgumentException">The rules, the columns or the keys held at once differ.</exception>
    public void Merge(DataValidator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other)) throw new ArgumentException("A validation cannot be merged with itself.", nameof(other));
        if (!Rules.SequenceEqual(other.Rules) || !Schema.Select(field => (field.Name, field.Type)).SequenceEqual(other.Schema.Select(field => (field.Name, field.Type))))
            throw new ArgumentException("The validations are by different rules or of different columns.", nameof(other));
        if (Options.UniqueKeys != other.Options.UniqueKeys) throw new ArgumentException($"The validations hold {Options.UniqueKeys} and {other.Options.UniqueKeys} different values at once.", nameof(other));
        for (int i = 0; i < _checks.Length; i++) _checks[i].Merge(other._checks[i]);
        foreach ((Tally tally, Tally more) in _binding.Tallies.Zip(other._binding.Tallies)) tally.Merge(more);
        RowCount += other.RowCount;
    }

    /// <summary>The verdict on what was added so far.</summary>
    public ValidationReport ToReport()
    {
        var end = new CheckEnd(RowCount, _binding.Now, Options);
        return new ValidationReport(Options.Environment, RowCount, [.. _checks.Select(check => Options.Accepted.Apply(check.Conclude(end), end.Now))], Options.ShowValues);
    }

    /// <summary>Whether reading the same rows again would decide what is undecided.</summary>
    internal bool WantsPass => _keys.Any(tally => tally.WantsPass(Options.MaxPasses));

    /// <summary>Whether more different values came than are held, so that repeated rows can no longer be told one by one.</summary>
    internal bool LostKeys => _checks.OfType<UniqueCheck>().Any(check => !check.Tally.IsWhole);

    internal void Add(Dataset batch, RowFailures? failures, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var views = new BatchView[(batch.RowCount + RunRows - 1) / RunRows];
        for (int i = 0; i < views.Length; i++) views[i] = new BatchView(batch.Slice(i * RunRows, Math.Min(RunRows, batch.RowCount - i * RunRows)), RowCount + (long)i * RunRows);
        if (failures is not null)
        {
            for (int i = 0; i < _checks.Length; i++)
                if (_checks[i] is FixedCheck { IsRefusal: true } && SetsAside(Rules[i])) failures.NoteAll(i);
        }

        RunContext run = _context;
        if (views.Length <= 1 || run.MaxThreads == 1 || _groups.Length == 1)
        {
            foreach (CheckGroup group in _groups) group.Add(views, failures, this, cancellationToken);
        }
        else
        {
            Parallel.ForEach(_groups, new ParallelOptions { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = cancellationToken }, group => group.Add(views, failures, this, cancellationToken));
        }

        RowCount += batch.RowCount;
    }

    internal bool SetsAside(Rule rule) => rule.Severity >= Options.SetAsideFrom && (rule.SetsAside || (rule is UniqueRule && (rule.SetAside ?? rule.Mostly == 1)));

    /// <summary>Begins a further pass for the tallies that want one.</summary>
    internal ImmutableArray<KeyTally> BeginPass()
    {
        ImmutableArray<KeyTally> wanting = [.. _keys.Where(tally => tally.WantsPass(Options.MaxPasses))];
        foreach (KeyTally tally in wanting) tally.BeginPass();
        return wanting;
    }
}
