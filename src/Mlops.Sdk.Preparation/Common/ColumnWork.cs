using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Work on one column after another, on as many threads as the context allows; results stand in the order of the columns.</summary>
internal static class ColumnWork
{
    // What has fewer cells is done sooner than threads are asked.
    private const long CellsForThreads = 1 << 16;

    /// <summary>The same without a context, as when what was learnt is applied: on all threads where there are many cells.</summary>
    public static TResult[] Each<TItem, TResult>(IReadOnlyList<TItem> items, long rows, Func<TItem, TResult> work, CancellationToken cancellationToken)
    {
        int threads = rows * items.Count < CellsForThreads ? 1 : -1;
        return Each(items, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, work);
    }

    public static TResult[] Each<TItem, TResult>(IReadOnlyList<TItem> items, FitContext context, Func<TItem, TResult> work) => Each(items, context.Parallel, work);

    private static TResult[] Each<TItem, TResult>(IReadOnlyList<TItem> items, ParallelOptions parallel, Func<TItem, TResult> work)
    {
        parallel.CancellationToken.ThrowIfCancellationRequested();
        var results = new TResult[items.Count];
        if (parallel.MaxDegreeOfParallelism == 1)
        {
            for (int index = 0; index < results.Length; index++)
            {
                parallel.CancellationToken.ThrowIfCancellationRequested();
                results[index] = work(items[index]);
            }

            return results;
        }

        try
        {
            Parallel.For(0, items.Count, parallel, index => results[index] = work(items[index]));
        }
        catch (AggregateException error) when (error.InnerException is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return results;
    }
}
