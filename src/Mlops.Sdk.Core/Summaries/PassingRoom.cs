using System.Collections.Concurrent;

namespace Mlops.Sdk;

/// <summary>Large arrays for what a pass does once to each of its columns: the next column takes those of the one before, and no collection of the oldest generation leaves them behind, as a pool would.</summary>
internal static class PassingRoom<T>
    where T : unmanaged
{
    private static readonly ConcurrentBag<WeakReference<T[]>> s_left = [];

    /// <summary>An array of so many values or more; what it holds means nothing.</summary>
    public static T[] Rent(int count)
    {
        while (s_left.TryTake(out WeakReference<T[]>? left))
            if (left.TryGetTarget(out T[]? room) && room.Length >= count) return room;
        return GC.AllocateUninitializedArray<T>(count);
    }

    /// <summary>Leaves an array to the next.</summary>
    public static void Return(T[] room) => s_left.Add(new WeakReference<T[]>(room));
}
