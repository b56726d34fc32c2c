namespace Mlops.Sdk;

/// <summary>What a metric of the caller has gathered of one column. What the caller's code throws names both.</summary>
internal abstract class MetricCell(string metric, string column)
{
    /// <summary>The number and its bound; null where it is not defined.</summary>
    public abstract (double Value, double Bound)? Value { get; }

    public abstract void Add(Column values);

    public abstract void Merge(MetricCell other);

    public abstract void Write(BinaryWriter writer);

    public abstract void Read(BinaryReader reader);

    protected T Try<T>(Func<T> call) => Guarded(metric, column, call);

    public static T Guarded<T>(string metric, string column, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new MlopsException("MLO3117", $"The metric '{metric}' failed on the column {column.Quoted()}: {exception.Message} Mend it, or leave it out of ProfileOptions.Metrics; AppliesTo says which columns it is for.", exception);
        }
    }
}
