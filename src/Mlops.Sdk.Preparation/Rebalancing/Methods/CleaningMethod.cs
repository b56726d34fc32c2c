using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A method that leaves out rows which lie among other classes, however many they are.</summary>
internal abstract record CleaningMethod(bool Scale) : RebalanceMethod
{
    internal override IEnumerable<string> Problems(RebalanceOptions options)
    {
        if (options.Counts.Count > 0 || options.MinorityRatio != 1)
            yield return $"{Name} leaves out the rows that it finds, however many: {(options.Counts.Count > 0 ? "Counts" : "MinorityRatio")} says nothing to it. Leave it out, and say by Classes whose rows may go.";
    }

    internal sealed override Dataset Apply(RebalanceWork work)
    {
        RebalanceSpace space = RebalanceSpace.Read(work, Name, Enumerable.Range(0, work.Rows.Length), Scale);
        return work.Without(Removed(work, space, work.Plan.Cleaned()));
    }

    /// <summary>The rows to leave out.</summary>
    /// <param name="work">The data.</param>
    /// <param name="space">Where neighbors are looked for.</param>
    /// <param name="cleaned">The classes whose rows may go.</param>
    internal abstract bool[] Removed(RebalanceWork work, RebalanceSpace space, bool[] cleaned);

    /// <summary>Edited nearest neighbors among some rows (Wilson 1972): marks those of a cleaned class that the neighbors do not confirm.</summary>
    internal static void Edit(RebalanceWork work, RebalanceSpace space, int[] rows, int neighbors, bool byVote, bool[] cleaned, bool[] removed)
    {
        NearRows near = space.Among(rows, neighbors);
        ReadOnlySpan<int> classes = work.Label.Codes.Span;
        for (int place = 0; place < rows.Length && near.Neighbors > 0; place++)
        {
            int own = classes[rows[place]];
            if (!cleaned[own]) continue;
            ReadOnlySpan<int> around = near.Of(place);
            removed[rows[place]] = byVote ? ClassNeighbors.Vote(around, classes, own) != own : ClassNeighbors.CountOthers(around, classes, own) > 0;
        }
    }

    /// <summary>The rows of every class that are not removed.</summary>
    internal static int[][] Present(RebalanceWork work, bool[] removed) => Array.ConvertAll(work.Rows, rows => Array.FindAll(rows, row => !removed[row]));
}
