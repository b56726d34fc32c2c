using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Data.Sqlite;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Audit;

public sealed class AuditLogTests : IAsyncLifetime
{
    private const int Entries = 24;
    private readonly TempDirectory _directory = new();
    private Workspace _workspace = null!;

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options with { User = "ann" });
        for (int i = 0; i < Entries; i++) await _workspace.Audit.LogAsync($"host.act{i % 3}", $"thing/{i % 5}", i % 4 == 0 ? null : $"detail {i}");
    }

    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Verify_AnySingleEditOfTheTable_NamesTheFirstWrongEntry()
    {
        AuditAnchor end = await _workspace.Audit.AnchorAsync();
        Assert.True((await _workspace.Audit.VerifyAsync(end)).IsSound);
        Gen<(string Sql, int At, bool NeedsAnchor)> edits = Gen.Select(Gen.Int[1, Entries], Gen.Int[0, 13], Gen.Int[1, Entries]).Select(t => Edit(t.Item1, t.Item2, t.Item3));
        edits.Sample(edit =>
        {
            using SqliteConnection database = Open();
            using SqliteTransaction transaction = database.BeginTransaction();
            Execute(database, "DROP TRIGGER audit_stays; DROP TRIGGER audit_keeps");
            Execute(database, edit.Sql);
            var copy = new CopiedChain(Read(database));
            transaction.Rollback();
            AuditLog log = new(copy, Samples.Options);
            AuditVerification found = log.VerifyAsync(end).GetAwaiter().GetResult();
            Assert.True(found.Problem is { } problem && problem.Sequence == edit.At, $"{edit.Sql}: {found}");
            Assert.Equal(edit.At - 1, found.Entries);
            if (!edit.NeedsAnchor) Assert.False(log.VerifyAsync().GetAwaiter().GetResult().IsSound);
        }, iter: 400, threads: 1);
    }

    [Fact]
    public async Task Verify_TableEditedBehindTheSdk_IsFoundByTheWorkspace()
    {
        using (SqliteConnection database = Open()) Execute(database, "DROP TRIGGER audit_stays; UPDATE audit SET actor = 'bob' WHERE sequence = 7; UPDATE audit SET at = 9223372036854775807 WHERE sequence = 9");
        WorkspaceProblem problem = Assert.Single((await _workspace.VerifyAsync()).Problems);
        Assert.Equal(WorkspaceProblemKind.BrokenAuditChain, problem.Kind);
        Assert.Equal("audit entry 7", problem.Place);

        using (SqliteConnection database = Open()) Execute(database, "UPDATE audit SET actor = 'ann' WHERE sequence = 7");
        AuditVerification unreadable = await _workspace.Audit.VerifyAsync();
        Assert.Equal(9, unreadable.Problem!.Sequence);
        Assert.Contains("cannot be read", unreadable.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ChainWrittenAnewOrCutOff_IsShownByTheAnchorAlone()
    {
        AuditAnchor end = await _workspace.Audit.AnchorAsync();
        using (SqliteConnection database = Open()) Execute(database, "DROP TRIGGER audit_keeps; DELETE FROM audit WHERE sequence > 20");
        Assert.True((await _workspace.Audit.VerifyAsync()).IsSound);
        Assert.Equal(21, (await _workspace.Audit.VerifyAsync(end)).Problem!.Sequence);
        for (int i = 0; i < 5; i++) await _workspace.Audit.LogAsync("host.forged", "thing");
        AuditVerification anew = await _workspace.Audit.VerifyAsync(end);
        Assert.Equal(24, anew.Problem!.Sequence);
        Assert.Contains("written anew", anew.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_HostileTexts_ReadsBackToTheSameHashes()
    {
        await _workspace.Audit.LogAsync("host.<script>", "it's \"quoted\" \\ 'DROP TABLE audit", "\0 line\nline\r\n\u2028 \ud800 half a pair, </script><!--" + new string('x', 3_000_000));
        using var lines = new MemoryStream();
        AuditAnchor end = await _workspace.Audit.ExportAsync(lines);
        Assert.Equal(end, await _workspace.Audit.AnchorAsync());
        Assert.True((await VerifyAsync(lines.ToArray(), end)).IsSound);

        string text = Encoding.UTF8.GetString(lines.ToArray());
        Assert.Equal(3, (await VerifyAsync(Encoding.UTF8.GetBytes(text.Replace("\"detail 2\"", "\"detail 3\"", StringComparison.Ordinal)), end)).Problem!.Sequence);
        Assert.Equal(1, (await VerifyAsync(Encoding.UTF8.GetBytes(text.Insert(1, "\"more\":1,")), end)).Problem!.Sequence);
        Assert.Equal(2, (await VerifyAsync(Encoding.UTF8.GetBytes(text[..text.IndexOf('\n', StringComparison.Ordinal)]), end)).Problem!.Sequence);
    }

    // Who checks an export needs nothing of the SDK: the form of the hash is written in docs/security.md.
    [Fact]
    public async Task Export_HashedByTheWrittenForm_IsSound()
    {
        await _workspace.Audit.LogAsync("host.act", "\u00e9\ud83d\ude00 <b>", null);
        using var lines = new MemoryStream();
        AuditAnchor end = await _workspace.Audit.ExportAsync(lines);
        string previous = new('0', 64);
        foreach (string line in Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            using var bytes = new MemoryStream();
            using var form = new BinaryWriter(bytes);
            form.Write(Convert.FromHexString(previous));
            form.Write(entry.RootElement.GetProperty("sequence").GetInt64());
            form.Write(DateTime.Parse(entry.RootElement.GetProperty("at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).Ticks);
            foreach (string name in (string[])["action", "subject", "actor", "detail"])
            {
                string? text = entry.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
                form.Write(text is null ? -1 : Encoding.UTF8.GetByteCount(text));
                form.Write(Encoding.UTF8.GetBytes(text ?? ""));
            }

            Assert.Equal(previous, entry.RootElement.GetProperty("previous_hash").GetString());
            previous = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
            Assert.Equal(previous, entry.RootElement.GetProperty("hash").GetString());
        }

        Assert.Equal(end.Hash, previous);
    }

    [Theory]
    [InlineData("access.grant", "x")]
    [InlineData("Model.register", "x")]
    [InlineData("host\nact", "x")]
    [InlineData("host.act", "")]
    public async Task Log_ActionOfTheSdkOrBadText_IsRefused(string action, string subject) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _workspace.Audit.LogAsync(action, subject));

    [Fact]
    public async Task Keeping_EveryAct_LeavesAnEntry()
    {
        await _workspace.CollectGarbageAsync();
        await _workspace.CompactAsync();
        await _workspace.BackupAsync(_directory.File("copy"));
        AuditEntry[] acts = [.. await _workspace.Audit.ReadAsync(new() { Action = "workspace." })];
        Assert.Equal(["workspace.collect_garbage", "workspace.compact", "workspace.backup"], acts.Select(entry => entry.Record.Action));
        Assert.All(acts, entry => Assert.Equal("ann", entry.Record.Actor));
        await using Workspace copy = await Workspace.OpenAsync(_directory.File("copy"), Samples.Options);
        Assert.True((await copy.Audit.VerifyAsync(AuditAnchorOf(acts[^1]))).IsSound);
    }

    private static AuditAnchor AuditAnchorOf(AuditEntry entry) => new(entry.Sequence, entry.Hash);

    private static Task<AuditVerification> VerifyAsync(byte[] lines, AuditAnchor end) => AuditLog.VerifyExportAsync(new MemoryStream(lines), end);

    // Each edit, and the first entry that it makes wrong.
    private static (string Sql, int At, bool NeedsAnchor) Edit(int at, int kind, int other) => kind switch
    {
        0 => ($"UPDATE audit SET at = at + 1 WHERE sequence = {at}", at, false),
        1 => ($"UPDATE audit SET action = action || ' ' WHERE sequence = {at}", at, false),
        2 => ($"UPDATE audit SET subject = upper(subject) WHERE sequence = {at}", at, false),
        3 => ($"UPDATE audit SET actor = NULL WHERE sequence = {at}", at, false),
        4 => ($"UPDATE audit SET detail = CASE WHEN detail IS NULL THEN '' ELSE NULL END WHERE sequence = {at}", at, false),
        5 => ($"UPDATE audit SET previous_hash = upper(previous_hash) || 'x' WHERE sequence = {at}", at, false),
        6 => ($"UPDATE audit SET hash = 'no hash' WHERE sequence = {at}", at, false),
        7 => ($"UPDATE audit SET sequence = 1000 WHERE sequence = {at}", at, false),
        8 => ($"DELETE FROM audit WHERE sequence = {at}", at, at == Entries),
        9 => ($"DELETE FROM audit WHERE sequence = {at}; UPDATE audit SET sequence = -sequence WHERE sequence > {at}; UPDATE audit SET sequence = -sequence - 1 WHERE sequence < 0", at, at == Entries),
        10 => ($"UPDATE audit SET sequence = -sequence WHERE sequence >= {at}; UPDATE audit SET sequence = -sequence + 1 WHERE sequence < 0; INSERT INTO audit SELECT {at}, at, action, subject, actor, detail, previous_hash, hash FROM audit WHERE sequence = {at + 1}", at + 1, false),
        11 when at != other => ($"UPDATE audit SET sequence = 5000 WHERE sequence = {at}; UPDATE audit SET sequence = {at} WHERE sequence = {other}; UPDATE audit SET sequence = {other} WHERE sequence = 5000", Math.Min(at, other), false),
        12 => ($"INSERT INTO audit SELECT {Entries + 1}, at, action, subject, actor, detail, (SELECT hash FROM audit WHERE sequence = {Entries}), hash FROM audit WHERE sequence = {at}", Entries + 1, false),
        _ => ($"UPDATE audit SET actor = actor || char(0) WHERE sequence = {at}", at, false),
    };

    private SqliteConnection Open()
    {
        var database = new SqliteConnection($"Data Source={_directory.File("workspace.db")};Pooling=False");
        database.Open();
        return database;
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<AuditEntry> Read(SqliteConnection database)
    {
        List<AuditEntry> entries = [];
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT sequence, at, action, subject, actor, detail, previous_hash, hash FROM audit ORDER BY sequence";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            entries.Add(new(row.GetInt64(0), new(row.GetString(2), row.GetString(3), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)), row.GetString(6), row.GetString(7)));
        return entries;
    }

    /// <summary>A chain as somebody else left it.</summary>
    private sealed class CopiedChain(List<AuditEntry> entries) : Extensibility.IAuditStore
    {
        public Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<AuditEntry>>([.. entries.Where(entry => entry.Sequence > query.After).Take(query.Most)]);

        public Task<AuditEntry?> ReadLastAsync(CancellationToken cancellationToken) => Task.FromResult(entries.LastOrDefault());
    }
}
