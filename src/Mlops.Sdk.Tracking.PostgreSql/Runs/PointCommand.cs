using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>A group that is one point, which is what a value that is awaited alone comes to: one statement, whose parameters are filled again for each.</summary>
internal sealed class PointCommand : IDisposable
{
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlParameter<long> _group = new(), _step = new(), _time = new();
    private readonly NpgsqlParameter<int> _attempt = new();
    private readonly NpgsqlParameter<string> _run = new(), _metric = new();
    private readonly NpgsqlParameter<double> _value = new();
    private readonly NpgsqlParameter<byte[]> _piece = new();

    public PointCommand(NpgsqlConnection connection, SchemaName schema, long writer) =>
        _command = new NpgsqlCommand(schema.Sql("SELECT mlops.add_point($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"), connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = writer }, _group, _run, _attempt, _metric, _step, _time, _value, _piece, new NpgsqlParameter<int> { TypedValue = SeriesBatch.MostInTail } },
        };

    /// <summary>Writes the point.</summary>
    /// <param name="group">The number of the group.</param>
    /// <param name="write">The point.</param>
    /// <param name="attempt">The attempt that it comes from; 0 to ask nothing.</param>
    /// <param name="due">Gets the merges that are due then.</param>
    public void Execute(long group, MetricLogged write, int attempt, List<(long Series, long? Position)> due)
    {
        (long step, long time) = (write.Point.Step, write.Point.Time.UtcTicks);
        (_group.TypedValue, _attempt.TypedValue, _step.TypedValue, _time.TypedValue, _value.TypedValue) = (group, attempt, step, time, write.Point.Value);
        (_run.TypedValue, _metric.TypedValue) = (PostgreSqlText.Encode(write.RunId), PostgreSqlText.Encode(write.Name));
        _piece.TypedValue = MetricChunk.Encode([write.Point.Value], [step], [time]);
        using NpgsqlDataReader rows = _command.ExecuteReader();
        SeriesMerger.AddDue(rows, due);
    }

    public void Dispose() => _command.Dispose();
}
