using Mlops.Sdk;
using Mlops.Sdk.Evaluation;

// Measures the SDK, through its public API alone, on any table: dotnet run -c Release -- VERB ARGS --json OUT.json
try
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, press) =>
    {
        press.Cancel = true;
        stop.Cancel();
    };
    var arguments = Arguments.Parse(args);
    var measured = Measured.Start();
    JsonResult result = await Verbs.Find(arguments.Verb)(arguments, stop.Token);
    measured.AddTo(result);
    if (arguments.Text("json") is { } path) result.Save(path);
    arguments.ThrowIfUnused();
    return result.ExitCode;
}
catch (Exception error) when (error is MlopsException or ArgumentException or IOException or UnauthorizedAccessException or FormatException)
{
    Console.Error.WriteLine(error.Message.ReplaceLineEndings(" "));
    return 2;
}
