using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace Mlops.Sdk;

/// <summary>
/// Runs one fit of FastTree, FastForest or the additive model at a time. ML.NET trains them one at a time anyway, waits where it cannot be cancelled, and keeps the number of threads that the
/// first of all trainers in the process asked for; here the wait can be cancelled and each fit has the threads it asks for.
/// </summary>
internal static class FastTreeSession
{
    private static readonly Lock Gate = new();
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static T Run<T>(TrainingInput input, Func<MLContext, T> work)
    {
        while (!Gate.TryEnter(Look))
            input.Cancellation.ThrowIfCancellationRequested();
        try
        {
            SetTaskThreads(null, input.TaskThreads);
            SetPoolThreads(null, input.TaskThreads);
            return MlNetSession.Run(input.Seed, work, input.Cancellation);
        }
        finally
        {
            Gate.Exit();
        }
    }

    /// <summary>The threads that the next fit would use.</summary>
    internal static int Threads => TaskThreads(null);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "set_NumThreads")]
    private static extern void SetTaskThreads([UnsafeAccessorType("Microsoft.ML.Trainers.FastTree.ThreadTaskManager, Microsoft.ML.FastTree")] object? manager, int value);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_NumThreads")]
    private static extern int TaskThreads([UnsafeAccessorType("Microsoft.ML.Trainers.FastTree.ThreadTaskManager, Microsoft.ML.FastTree")] object? manager);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Initialize")]
    private static extern void SetPoolThreads([UnsafeAccessorType("Microsoft.ML.Trainers.FastTree.BlockingThreadPool, Microsoft.ML.FastTree")] object? pool, int value);
}
