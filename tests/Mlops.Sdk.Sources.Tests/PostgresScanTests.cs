using Npgsql;

namespace Mlops.Sdk.Sources.Tests;

public sealed class PostgresScanTests
{
    private const string Wide = "select i::bigint as id, (i % 97) / 8.0::float8 as value, case when i % 5 = 0 then null else 'level ' || i % 7 end as level, timestamptz '2024-01-01Z' + i * interval '1 second' as at, i % 3 = 0 as flag from generate_series(0, 99999) as t(i)";

    [Fact]
    public void FromCommand_ManyRows_ComeInBatchesAndAgain()
    {
        using NpgsqlConnection connection = PostgresServer.Connect(open: false);
        using NpgsqlCommand command = connection.Command(Wide);
        DataSource source = DataSource.FromCommand(command);
        Assert.Equal("id: Integer, value: Number, level: Text, at: Timestamp, flag: Flag", source.Schema.ToString());
        for (int pass = 0; pass < 2; pass++)
        {
            long row = 0;
            foreach (Dataset batch in source.ReadBatches(4096, TestContext.Current.CancellationToken))
            {
                Assert.InRange(batch.RowCount, 1, 4096);
                ReadOnlySpan<long> ids = ((IntegerColumn)batch["id"]).Values, ticks = ((TimestampColumn)batch["at"]).Ticks;
                var values = (NumberColumn)batch["value"];
                for (int i = 0; i < ids.Length; i++, row++)
                    Assert.True(ids[i] == row && values.Values[i] == row % 97 / 8.0 && ticks[i] == new DateTime(2024, 1, 1).Ticks + (row * TimeSpan.TicksPerSecond) && batch["level"].GetText(i) == (row % 5 == 0 ? "" : $"level {row % 7}"));
            }

            Assert.Equal(100_000, row);
            Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
        }
    }

    [Fact]
    public void FromCommand_ProfileAndValidate_ComeStraightFromTheQuery()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        using NpgsqlCommand command = connection.Command(Wide);
        DataSource source = DataSource.FromCommand(command);
        ProfileReport profile = source.Profile(cancellationToken: TestContext.Current.CancellationToken), whole = source.ToDataset(TestContext.Current.CancellationToken).Profile(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(100_000, profile.RowCount);
        Assert.Equal((20_000, whole["value"].Mean), (profile["level"].Missing, profile["value"].Mean));
        DataRules rules = DataRules.Empty.Column("id", x => x.IsUnique()).Column("value", x => x.Between(0, 11)).Column("level", x => x.IsPresent());
        ValidationReport report = rules.Validate(source, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(RuleOutcome.Passed, report["is_unique(id)"].Outcome);
        Assert.Equal(20_000, report["is_present(level)"].FailingRows);
        Assert.Equal((1030 * 8) + 1, report["in_range(value)"].FailingRows);
    }

    [Fact]
    public async Task FromReaderAsync_SameRows_AsSynchronously()
    {
        await using NpgsqlConnection connection = PostgresServer.Connect();
        await using NpgsqlCommand command = connection.Command(Wide + " where i < 5000");
        Dataset now = connection.Read(command.CommandText);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Dataset later = await Dataset.FromReaderAsync(reader, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(now.Fingerprint(), later.Fingerprint());
    }

    [Fact]
    public async Task FromCommand_CancelledWhileTheServerWorks_StopsTheServer()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        using NpgsqlCommand command = connection.Command("select i, case when i >= 3 then pg_sleep(60) is null end as wait from generate_series(0, 9) as t(i)");
        using var cancel = new CancellationTokenSource();
        DataSource source = DataSource.FromCommand(command, new Schema([new("i", ColumnType.Integer), new("wait", ColumnType.Flag)]));
        using var asked = new ManualResetEventSlim();
        var stopper = Task.Run(() =>
        {
            // The server has begun to sleep when another session sees it.
            using NpgsqlConnection watch = PostgresServer.Connect();
            using NpgsqlCommand busy = watch.Command($"select wait_event from pg_stat_activity where pid = {connection.ProcessID}");
            while (busy.ExecuteScalar() as string != "PgSleep" && !asked.IsSet) Thread.Yield();
            cancel.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => source.ReadBatches(1, cancel.Token).Count());
        asked.Set();
        await stopper;
        // Were the server still asleep, this would end at the time-out of the command.
        Assert.Equal(1, connection.Read("select 1 as one").RowCount);
    }

    [Fact]
    public void FromCommand_LeftEarly_DoesNotReadTheRest()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        using NpgsqlCommand command = connection.Command("select generate_series(0, 100000000000) as i");
        DataSource source = DataSource.FromCommand(command, new Schema([new("i", ColumnType.Integer)]));
        Assert.Equal(10, source.ReadBatches(10, TestContext.Current.CancellationToken).First().RowCount);
        Assert.Equal(1, connection.Read("select 1 as one").RowCount);
    }

    [Fact]
    public void FromCommand_TwoPassesAtOnce_AreRefused()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        using NpgsqlCommand command = connection.Command("select i from generate_series(0, 100) as t(i)");
        DataSource source = DataSource.FromCommand(command);
        foreach (Dataset _ in source.ReadBatches(10, TestContext.Current.CancellationToken))
            Assert.Contains("one result at a time", Assert.Throws<InvalidOperationException>(() => source.ReadBatches(10).First()).Message);
        Assert.Equal(11, source.ReadBatches(10, TestContext.Current.CancellationToken).Count());
    }

    [Fact]
    public void FromCommand_ServerGoesAway_SaysAfterHowManyRows()
    {
        using NpgsqlConnection connection = PostgresServer.Connect();
        using NpgsqlCommand command = connection.Command("select i, repeat('x', 1000) as pad from generate_series(0, 100000) as t(i)");
        DataSource source = DataSource.FromCommand(command);
        MlopsException error = Assert.Throws<MlopsException>(() =>
        {
            int batches = 0;
            foreach (Dataset _ in source.ReadBatches(100, TestContext.Current.CancellationToken))
            {
                if (batches++ > 0) continue;
                using NpgsqlConnection other = PostgresServer.Connect();
                using NpgsqlCommand kill = other.Command($"select pg_terminate_backend({connection.ProcessID}, 5000)");
                kill.ExecuteNonQuery();
            }
        });
        Assert.Equal("MLO1037", error.Code);
        Assert.Matches("The reader failed after [1-9][0-9]* rows: .* Run the query again", error.Message);
        Assert.IsAssignableFrom<NpgsqlException>(error.InnerException);
        Assert.Equal("MLO1038", Assert.Throws<MlopsException>(() => DataSource.FromCommand(new NpgsqlCommand("select 1 as x", new NpgsqlConnection("Host=/nowhere;Username=x;Timeout=1")))).Code);
    }
}
