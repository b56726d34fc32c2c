using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Points without their duplicates.</summary>
internal static class DistinctPoints
{
    /// <summary>Keeps the first of equal points, in order; gives the place of every point among those that are kept.</summary>
    public static int[] Keep(ref double[] points, int dimensions)
    {
        int count = points.Length / dimensions, kept = 0;
        var buckets = new Dictionary<ulong, int>(count);
        int[] places = new int[count], next = new int[count];
        double[] distinct = new double[points.Length];
        for (int i = 0; i < count; i++)
        {
            // Zero has two signs.
            Span<double> point = points.AsSpan(i * dimensions, dimensions);
            foreach (ref double value in point) value += 0.0;
            ref int first = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, Hashing.OfBytes(MemoryMarshal.AsBytes(point)), out bool known);
            int place = known ? first : -1;
            while (place >= 0 && !distinct.AsSpan(place * dimensions, dimensions).SequenceEqual(point)) place = next[place];
            if (place < 0)
            {
                point.CopyTo(distinct.AsSpan(kept * dimensions, dimensions));
                next[kept] = known ? first : -1;
                first = place = kept++;
            }

            places[i] = place;
        }

        points = distinct.AsSpan(0, kept * dimensions).ToArray();
        return places;
    }
}
