using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace Mlops.Sdk;

/// <summary>Runs one fit in a context of its own: a context that has fitted before, or was cancelled, does not give the same model again.</summary>
internal static class MlNetSession
{
    /// <summary>Runs native work; a cancelled token stops it within one iteration and surfaces as <see cref="OperationCanceledException"/>.</summary>
    public static T Run<T>(int seed, Func<MLContext, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        MLContext context = new(seed);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static state => CancelExecution((MLContext)state!), context);
        try
        {
            return work(context);
        }
        catch (Exception error) when (cancellation.IsCancellationRequested && error is not MlopsException)
        {
            throw new OperationCanceledException("The fit was cancelled.", error, cancellation);
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions is [Exception only])
        {
            ExceptionDispatchInfo.Throw(only);
            throw;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CancelExecution")]
    private static extern void CancelExecution(MLContext context);
}
