using Mlops.Sdk.Tracking.Tests;
using Mlops.Sdk.Tracking.Tests.Support;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    ["child", .. string[] rest] => await ChildJobs.RunAsync(rest),
    _ when args.Any(arg => arg is "-automated" or "@@") => await ConsoleRunner.Run(args),
    _ => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};
