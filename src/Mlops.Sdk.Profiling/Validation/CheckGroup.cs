using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The checks and tallies that begin with one column: done one after the other on a run of rows, while the column is in the cache.</summary>
internal sealed class CheckGroup
{
    private readonly ImmutableArray<(int Place, RowCheck Check)> _checks;
    private readonly ImmutableArray<Tally> _tallies;
    private readonly ImmutableArray<(int Place, UniqueCheck Check)> _unique;

    private CheckGroup(IEnumerable<(int, RowCheck)> checks, IEnumerable<Tally> tallies, IEnumerable<(int, UniqueCheck)> unique)
    {
        _checks = [.. checks];
        _tallies = [.. tallies];
        _unique = [.. unique];
    }

    public static ImmutableArray<CheckGroup> Of(ImmutableArray<RuleCheck> checks, IReadOnlyCollection<Tally> tallies)
    {
        (int Place, RuleCheck Check)[] placed = [.. checks.Select((check, place) => (place, check))];
        ILookup<string, (int, RowCheck)> rows = placed.Where(item => item.Check is RowCheck).Select(item => (item.Place, (RowCheck)item.Check)).ToLookup(item => item.Item2.Group, StringComparer.Ordinal);
        ILookup<string, Tally> counted = tallies.ToLookup(tally => tally.Group, StringComparer.Ordinal);
        (int, UniqueCheck)[] unique = [.. placed.Where(item => item.Check is UniqueCheck).Select(item => (item.Place, (UniqueCheck)item.Check))];
        return [.. rows.Select(group => group.Key).Union(counted.Select(group => group.Key), StringComparer.Ordinal).Select(name => new CheckGroup(rows[name], counted[name], unique))];
    }

    public void Add(BatchView[] views, RowFailures? failures, DataValidator validator, CancellationToken cancellationToken)
    {
        Span<ulong> words = stackalloc ulong[DataValidator.RunRows / 64];
        for (int i = 0; i < views.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BatchView view = views[i];
            Span<ulong> failing = words[..view.Words];
            foreach ((int place, RowCheck check) in _checks)
            {
                check.Add(view, failing);
                if (failures is not null && validator.SetsAside(check.Rule)) failures.Note(place, i * DataValidator.RunRows, failing);
            }

            foreach (Tally tally in _tallies)
            {
                if (tally is not KeyTally keys)
                {
                    tally.Add(view);
                    continue;
                }

                keys.Add(view, failing);
                if (failures is null) continue;
                foreach ((int place, UniqueCheck check) in _unique)
                    if (ReferenceEquals(check.Tally, keys) && validator.SetsAside(check.Rule)) failures.Note(place, i * DataValidator.RunRows, failing);
            }
        }
    }
}
