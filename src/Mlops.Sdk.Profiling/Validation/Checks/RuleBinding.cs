namespace Mlops.Sdk;

/// <summary>What rules are bound to: the schema of the data, the options, the clock; and the sums that several checks share.</summary>
internal sealed class RuleBinding(Schema schema, ValidationOptions options, TimeProvider time)
{
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private RuleProblem? _problem;

    public Schema Schema { get; } = schema;

    public ValidationOptions Options { get; } = options;

    public long Now { get; } = time.GetUtcNow().UtcTicks;

    /// <summary>What is counted over the rows beside the row checks, in the order in which it was asked for.</summary>
    public IReadOnlyCollection<Tally> Tallies => _tallies.Values;

    /// <summary>A sum over the rows, one for all checks that ask for it by the same name.</summary>
    public T Share<T>(string name, Func<T> make)
        where T : Tally
    {
        if (!_tallies.TryGetValue($"{typeof(T).Name}\u001f{name}", out Tally? tally)) _tallies.Add($"{typeof(T).Name}\u001f{name}", tally = make());
        return (T)tally;
    }

    /// <summary>The type of a column, or null with a problem when it is not there.</summary>
    public ColumnType? TypeOf(string column)
    {
        if (Schema.IndexOf(column) is var index and >= 0) return Schema[index].Type;
        string near = Schema.NearestName(column) is { } name ? $" There is '{name}'." : "";
        Refuse("VAL001", $"there is no column '{column}'.{near} Add the column, or take the rule out with rules.Without(\"{column}\")");
        return null;
    }

    /// <summary>Whether a column is there and of one of some types; otherwise with a problem.</summary>
    public bool Fits(string column, params ReadOnlySpan<ColumnType> types)
    {
        if (TypeOf(column) is not { } type) return false;
        if (types.Contains(type)) return true;
        Refuse("VAL002", $"'{column}' is {type} and the rule needs {string.Join(" or ", types.ToArray())}. Read it as that type (CsvOptions.Types), or ask for Rule.IsConvertible");
        return false;
    }

    public void Refuse(string code, string message) => _problem = new RuleProblem(code, message);

    public RuleProblem TakeProblem()
    {
        RuleProblem problem = _problem ?? throw new InvalidOperationException("A rule that does not fit says why.");
        _problem = null;
        return problem;
    }
}
