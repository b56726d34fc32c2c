namespace Mlops.Sdk;

/// <summary>What a profile by segment is made of: a <see cref="ProfileSummary"/> for each segment, gathered batch by batch. The parts of a whole can be merged and stored.</summary>
/// <remarks>
/// Four times as many segments as are told are followed, those that come first; rows of any other go to the rest. So every segment that is told has all its rows, and the sum of the segments and the rest is the whole.
/// One writer at a time. The same batches give the same report on any number of threads.
/// </remarks>
public sealed partial class SegmentSummary
{
    private const int Spare = 4;

    private readonly Dictionary<SegmentKey, ProfileSummary> _segments = [];
    private readonly HashSet<SegmentKey> _lacking = [];
    private readonly ProfileOptions _profile;
    private SegmentBy _by;
    private ProfileSummary? _rest;

    /// <summary>An empty summary.</summary>
    /// <param name="schema">Names, types and roles of the columns.</param>
    /// <param name="by">What makes a segment.</param>
    /// <param name="options">How many, and from where on a difference is told.</param>
    /// <exception cref="ArgumentException">A column is not there, or its type does not fit.</exception>
    public SegmentSummary(Schema schema, SegmentBy by, SegmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(by);
        Options = options ?? new();
        Options.Check();
        Schema = new Schema(schema.Select(field => field with { Levels = null }));
        _by = by.Bind(Schema, null);
        _profile = Options.Profile;
    }

    /// <summary>How many segments, and from where on a difference is told.</summary>
    public SegmentOptions Options { get; }

    /// <summary>The columns, without levels.</summary>
    public Schema Schema { get; }

    /// <summary>Adds rows.</summary>
    /// <param name="batch">Rows with the columns of the schema.</param>
    /// <exception cref="MlopsException">MLO1050: columns are missing or have another type.</exception>
    public void Add(Dataset batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.RowCount == 0) return;
        if (Schema.Any(field => batch.Schema.IndexOf(field.Name) is var i && (i < 0 || batch.Schema[i].Type != field.Type))) new ProfileSummary(Schema, _profile).Add(batch);
        _by = _by.Bind(Schema, batch);
        SegmentKey[] keys = _by.KeysOf(batch);
        var rows = new Dictionary<SegmentKey, List<int>>();
        var rest = new List<int>();
        int room = Capacity - _segments.Count;
        for (int row = 0; row < keys.Length; row++)
        {
            if (!rows.TryGetValue(keys[row], out List<int>? own))
            {
                bool known = _segments.ContainsKey(keys[row]), followed = known || room > 0;
                room -= known || !followed ? 0 : 1;
                rows.Add(keys[row], own = followed ? [] : rest);
            }

            own.Add(row);
        }

        foreach ((SegmentKey key, List<int> own) in rows)
        {
            if (ReferenceEquals(own, rest)) continue;
            if (!_segments.TryGetValue(key, out ProfileSummary? summary)) _segments.Add(key, summary = new ProfileSummary(Schema, _profile));
            summary.Add(batch.Take(own.ToArray()));
        }

        if (rest.Count > 0) (_rest ??= new ProfileSummary(Schema, _profile)).Add(batch.Take(rest.ToArray()));
    }

    /// <summary>Adds what a summary of other rows by the same segments has seen; that one does not change.</summary>
    /// <param name="other">The summary of other rows, which come after these.</param>
    /// <exception cref="ArgumentException">The columns, the segments or the options differ. Ranges of equal counts have cut points of their own: name them with <see cref="SegmentBy.Ranges"/>.</exception>
    public void Merge(SegmentSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_by != other._by || WithoutKey(Options) != WithoutKey(other.Options)) throw new ArgumentException("The summaries are of different segments or options. Ranges of equal counts are cut by the rows that come first: name the cut points with SegmentBy.Ranges.", nameof(other));
        bool thisRests = _rest is not null;
        foreach ((SegmentKey key, ProfileSummary summary) in other._segments)
        {
            if (_segments.TryGetValue(key, out ProfileSummary? own))
            {
                own.Merge(summary);
            }
            else if (_segments.Count < Capacity)
            {
                ProfileSummary copy = new(Schema, _profile);
                copy.Merge(summary);
                _segments.Add(key, copy);

                // Its earlier rows may lie in the rest.
                if (thisRests) _lacking.Add(key);
            }
            else
            {
                (_rest ??= new ProfileSummary(Schema, _profile)).Merge(summary);
            }
        }

        if (other._rest is not null)
        {
            (_rest ??= new ProfileSummary(Schema, _profile)).Merge(other._rest);
            foreach (SegmentKey key in _segments.Keys.Where(key => !other._segments.ContainsKey(key))) _lacking.Add(key);
        }

        _lacking.UnionWith(other._lacking);
    }

    /// <summary>The report on what was added so far.</summary>
    public SegmentReport ToReport() => ToReport(null, default);

    /// <summary>Follows segments before any that come.</summary>
    internal void Prefer(IEnumerable<SegmentKey> keys)
    {
        foreach (SegmentKey key in keys) _segments.TryAdd(key, new ProfileSummary(Schema, _profile));
    }

    // The same whatever came first.
    private IOrderedEnumerable<KeyValuePair<SegmentKey, ProfileSummary>> InOrder() =>
        _segments.OrderBy(pair => pair.Key.Order).ThenBy(pair => pair.Key.First, StringComparer.Ordinal).ThenBy(pair => pair.Key.Second, StringComparer.Ordinal);

    private int Capacity => Spare * Options.Segments;

    internal SegmentReport ToReport(RunContext? context, CancellationToken cancellationToken)
    {
        ProfileSummary whole = new(Schema, _profile);
        foreach ((_, ProfileSummary segment) in InOrder()) whole.Merge(segment);
        if (_rest is not null) whole.Merge(_rest);
        KeyValuePair<SegmentKey, ProfileSummary>[] most =
        [
            .. InOrder().Where(pair => pair.Value.Summary.RowCount >= _profile.MinimumGroup).OrderByDescending(pair => pair.Value.Summary.RowCount).Take(Options.Segments),
        ];
        HashSet<SegmentKey> told = [.. most.Select(pair => pair.Key)];
        ProfileSummary rest = new(Schema, _profile);
        foreach ((SegmentKey key, ProfileSummary segment) in InOrder())
            if (!told.Contains(key)) rest.Merge(segment);
        if (_rest is not null) rest.Merge(_rest);
        if (_by.IsOrdered) most = [.. most.OrderBy(pair => pair.Key.Order)];
        return SegmentReport.Create(_by, Options, whole, [.. most.Select(pair => (pair.Key, pair.Value, !_lacking.Contains(pair.Key)))], rest, context, cancellationToken);
    }
}
