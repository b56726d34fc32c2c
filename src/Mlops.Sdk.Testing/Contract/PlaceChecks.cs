namespace Mlops.Sdk.Testing;

/// <summary>What is learnt does not depend on where data and scratch lie in memory, as it would by sums that begin where memory is aligned.</summary>
internal static class PlaceChecks
{
    // In steps of eight bytes from a vector's border.
    private static readonly int[] s_places = [1, 2, 5];

    public static void Run(ContractChecks checks, Dataset train, Action<Dataset> requireSame) =>
        checks.Check("the same seed gives the same bits wherever the data lies in memory", () =>
        {
            var kept = new List<byte[]>();
            foreach (int place in s_places)
            {
                // Arrays of odd sizes that stay move those that come after them.
                for (int i = 0; i < 16; i++) kept.Add(new byte[8 * ((i * place) + place)]);
                requireSame(Moved(train, place));
            }

            GC.KeepAlive(kept);
        });

    private static Dataset Moved(Dataset data, int places) => data.Take([.. Enumerable.Repeat(0, places), .. Enumerable.Range(0, data.RowCount)]).Slice(places, data.RowCount);
}
