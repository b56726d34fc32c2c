using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Gates;

/// <summary>Summaries of the parts of a table, merged as a random tree; some of the parts are written and read on the way.</summary>
internal static class MergeTree
{
    public static ProfileSummary Of(IReadOnlyList<Dataset> parts, Schema schema, ProfileOptions options, ulong seed)
    {
        var random = new RandomStream(seed);
        List<ProfileSummary> left = [.. parts.Select(part =>
        {
            var summary = new ProfileSummary(schema, options);
            int cut = random.NextInt32(part.RowCount + 1);
            summary.Add(part.Slice(0, cut));
            summary.Add(part.Slice(cut, part.RowCount - cut));
            return summary;
        })];
        // Neighbours only: the parts come in the order of their rows.
        while (left.Count > 1)
        {
            int at = random.NextInt32(left.Count - 1);
            ProfileSummary other = left[at + 1];
            if (random.NextInt32(3) == 0) other = ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(Tables.Bytes(other.WriteTo))), options.Metrics);
            left[at].Merge(other);
            left.RemoveAt(at + 1);
        }

        return left[0];
    }
}
