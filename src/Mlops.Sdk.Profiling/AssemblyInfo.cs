using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

[assembly: StageKindSource(typeof(ProfilingKinds))]
