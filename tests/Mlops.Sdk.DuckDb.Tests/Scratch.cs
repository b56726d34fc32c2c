namespace Mlops.Sdk.DuckDb.Tests;

/// <summary>A folder that is removed after the test.</summary>
public sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-duckdb-test-");

    public string Folder => _folder.FullName;

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Runs SQL that writes files.</summary>
    public static void Run(string sql)
    {
        using DuckDbEngine engine = DuckDbEngine.Open(new DuckDbOptions(), 1);
        using DuckDbSession session = engine.Connect();
        session.Execute(sql, "the test");
    }

    /// <summary>Writes the result of a query as a Parquet file.</summary>
    public string Parquet(string name, string sql, string options = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        Run($"COPY ({sql}) TO {SqlText.Literal(this[name])} (FORMAT parquet{options})");
        return this[name];
    }

    public string Text(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
