using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Work on one column after another, on as many threads as the context allows; results stand in the order of the columns.</summary>
internal static class ColumnWork
{
    public static TResult[] Each<TItem, TResult>(IReadOnlyList<TItem> items, FitContext context, Func<TItem, TResult> work)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var results = new TResult[items.Count];
        try
        {
            Parallel.For(0, items.Count, context.Parallel, index => results[index] = work(items[index]));
        }
        catch (AggregateException error) when (error.InnerException is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return results;
    }
}
