using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The saved model must not be larger.</summary>
internal sealed record SizeTest(long MostBytes) : ModelTest($"at most {ReportNumber.Format(MostBytes, ReportNumberFormat.Integer)} bytes", "MTEST008")
{
    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        using var bundle = new MemoryStream();
        subject.Model.Save(bundle);
        return Result(bundle.Length <= MostBytes, bundle.Length, MostBytes, $"the bundle has {ReportNumber.Format(bundle.Length, ReportNumberFormat.Integer)} bytes.");
    }
}
