using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>An order of points that depends on their coordinates alone and favors none of them.</summary>
internal static class ContentOrder
{
    /// <summary>Puts distinct points in the order of a hash of their coordinates; gives the new place of each. Two different points with one hash (one pair in 2^64) stay in any order.</summary>
    public static int[] Arrange(ref double[] points, int dimensions)
    {
        int count = points.Length / dimensions;
        ulong[] hashes = new ulong[count];
        int[] order = new int[count], places = new int[count];
        double[] arranged = new double[points.Length];
        for (int i = 0; i < count; i++)
        {
            hashes[i] = Hashing.OfBytes(MemoryMarshal.AsBytes(points.AsSpan(i * dimensions, dimensions)));
            order[i] = i;
        }

        hashes.AsSpan().Sort(order.AsSpan());
        for (int place = 0; place < count; place++)
        {
            points.AsSpan(order[place] * dimensions, dimensions).CopyTo(arranged.AsSpan(place * dimensions));
            places[order[place]] = place;
        }

        points = arranged;
        return places;
    }
}
